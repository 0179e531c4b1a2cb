package io.weir.yarn.launch;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The main class of {@code weir.jar}: runs the command line {@code weir} from the jars in {@code lib} beside it, on YARN. Those see
 * neither the class path of Hadoop nor its versions of libraries; of Hadoop they take the configuration alone.
 */
public final class Launcher {
    private static final int FAILURE = 2;

    private Launcher() {}

    public static void main(String[] arguments) {
        try {
            var loader = new URLClassLoader(classPath().toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
            Thread.currentThread().setContextClassLoader(loader);
            System.setProperty("weir.yarn", "true");
            loader.loadClass("io.weir.sql.command.Weir")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException failed) {
            fail(failed.getCause());
        } catch (IOException | ReflectiveOperationException failed) {
            fail(failed);
        }
    }

    /** Hadoop's threads would keep a process whose main thread has ended. */
    private static void fail(Throwable failure) {
        System.err.println("error: weir cannot start: " + failure);
        System.exit(FAILURE);
    }

    private static List<URL> classPath() throws IOException {
        var configuration = System.getenv("HADOOP_CONF_DIR");
        if (configuration == null) {
            throw new IOException("HADOOP_CONF_DIR is not set: it names the configuration of the cluster");
        }
        var urls = new ArrayList<URL>();
        urls.add(Path.of(configuration).toUri().toURL());
        var lib = home().resolve("lib");
        try (var jars = Files.newDirectoryStream(lib, "*.jar")) {
            for (var jar : jars) {
                urls.add(jar.toUri().toURL());
            }
        }
        return urls;
    }

    /** Hadoop unpacks a jar and loads it from there, but the jar itself is on the class path too. */
    private static Path home() throws IOException {
        if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
            for (var url : loader.getURLs()) {
                if (url.getPath().endsWith(".jar")) {
                    return Path.of(url.getPath()).toAbsolutePath().getParent();
                }
            }
        }
        var jar = Path.of(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return jar.toAbsolutePath().getParent();
    }
}
