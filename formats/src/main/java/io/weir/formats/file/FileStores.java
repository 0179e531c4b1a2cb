package io.weir.formats.file;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Which store a path belongs to. A plain path or a {@code file:} URI loads no class of Hadoop. */
public final class FileStores {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*", Pattern.DOTALL);

    private FileStores() {}

    public static FileStore of(String path) {
        return isLocal(path) ? LocalStore.INSTANCE : HadoopStore.of(path);
    }

    /** The path as its store wants it: absolute, a relative one taken from the working directory, without a slash at the end. */
    public static String absolute(String path) {
        if (!isLocal(path)) {
            return HadoopStore.qualified(path);
        }
        var plain = path.startsWith("file:") ? path.substring("file:".length()).replaceFirst("^//+", "/") : path;
        return Path.of(plain).toAbsolutePath().normalize().toString();
    }

    private static boolean isLocal(String path) {
        return path.startsWith("file:/") || !SCHEME.matcher(path).matches();
    }
}
