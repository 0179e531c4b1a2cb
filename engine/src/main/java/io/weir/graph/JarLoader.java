package io.weir.graph;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The classes of a user's jars. Beside them they see the JDK and the packages of the engine that are there to be used; what the engine
 * itself is built with they bring along, in the version that they like. A job has the jars of all such loaders whose classes are in its
 * dataflow.
 */
public final class JarLoader extends URLClassLoader {
    private static final Set<String> PUBLIC_PACKAGES = Set.of(
            "io.weir",
            "io.weir.connector",
            "io.weir.datastream",
            "io.weir.expression",
            "io.weir.flow",
            "io.weir.graph",
            "io.weir.memory",
            "io.weir.metrics",
            "io.weir.operator",
            "io.weir.state",
            "io.weir.table",
            "io.weir.table.function",
            "io.weir.type",
            "io.weir.vector");

    private static final ClassLoader ENGINE = JarLoader.class.getClassLoader();

    static {
        registerAsParallelCapable();
    }

    private final Map<JobJar, Path> files;
    private final @Nullable Program program;

    /** @param files where the jars are, in the order in which classes are looked for; they stay there as long as this is open */
    public JarLoader(Map<JobJar, Path> files) {
        this(files, null);
    }

    /** @param program whose classes these are; null if they are not of one that runs here */
    JarLoader(Map<JobJar, Path> files, @Nullable Program program) {
        super(urls(files.values()), ClassLoader.getPlatformClassLoader());
        this.files = new LinkedHashMap<>(files);
        this.program = program;
    }

    /** The program whose classes a loader has, if it is one of such. */
    public static Optional<Program> program(@Nullable ClassLoader loader) {
        return loader instanceof JarLoader jars ? Optional.ofNullable(jars.program) : Optional.empty();
    }

    /** What these files are, in their order. Fails with NOT_FOUND if one is not there. */
    public static Map<JobJar, Path> describe(List<Path> jars) {
        var files = new LinkedHashMap<JobJar, Path>();
        jars.forEach(jar -> files.put(describe(jar), jar));
        return files;
    }

    private static JobJar describe(Path jar) {
        var digest = sha256();
        var bytes = 0L;
        try (var in = new DigestInputStream(Files.newInputStream(jar), digest)) {
            bytes = in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no jar " + jar, e);
        }
        return new JobJar(String.valueOf(jar.getFileName()), HexFormat.of().formatHex(digest.digest()), bytes);
    }

    /** What names jars. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static URL[] urls(Collection<Path> files) {
        return files.stream().map(JarLoader::url).toArray(URL[]::new);
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public Map<JobJar, Path> files() {
        return Map.copyOf(files);
    }

    /** In the order in which classes are looked for. */
    public List<JobJar> jars() {
        return List.copyOf(files.keySet());
    }

    /** The classes of a program do not end the process. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (program == null) {
            return super.findClass(name);
        }
        var file = findResource(name.replace('.', '/') + ".class");
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        try (var in = file.openStream()) {
            var bytes = in.readAllBytes();
            var redirected = ExitCalls.redirected(bytes);
            return redirected == bytes ? super.findClass(name) : defineClass(name, redirected, 0, redirected.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        var dot = name.lastIndexOf('.');
        return dot > 0 && PUBLIC_PACKAGES.contains(name.substring(0, dot))
                ? ENGINE.loadClass(name)
                : super.loadClass(name, resolve);
    }
}
