package io.weir.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** Makes jars as users have them, of sources compiled against the class path of the test. */
public final class UserJar {
    private UserJar() {}

    /** A jar of that name in the directory, of sources by the full names of their classes. */
    public static Path make(Path directory, String name, Map<String, String> sources) throws IOException {
        var from = Files.createTempDirectory(directory, "sources");
        var to = Files.createTempDirectory(directory, "classes");
        var command = new ArrayList<>(
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", to.toString()));
        for (var source : sources.entrySet()) {
            var file = from.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            command.add(Files.writeString(file, source.getValue(), UTF_8).toString());
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new)) != 0) {
            throw new AssertionError("the sources do not compile");
        }
        var jar = directory.resolve(name);
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var classes = Files.walk(to)) {
            for (var file : classes.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(to.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar;
    }
}
