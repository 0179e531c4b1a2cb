package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
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
        if (path.isBlank()) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "the path of files is empty");
        }
        if (!isLocal(path)) {
            return HadoopStore.qualified(path);
        }
        var plain = path.startsWith("file:") ? path.substring("file:".length()).replaceFirst("^//+", "/") : path;
        try {
            return Path.of(plain).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "no path of a file system: " + path, e);
        }
    }

    /** True if there is a file or directory. */
    public static boolean exists(String path) {
        var absolute = absolute(path);
        try {
            return of(absolute).exists(absolute);
        } catch (IOException e) {
            throw FileFailure.of("look for", path, e);
        }
    }

    /** True if there are files at or below the path. */
    public static boolean hasFiles(String path) {
        var absolute = absolute(path);
        try {
            return !of(absolute).list(absolute).isEmpty();
        } catch (IOException e) {
            throw FileFailure.of("list", path, e);
        }
    }

    private static boolean isLocal(String path) {
        return path.startsWith("file:/") || !SCHEME.matcher(path).matches();
    }
}
