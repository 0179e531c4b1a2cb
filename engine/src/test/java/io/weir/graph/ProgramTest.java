package io.weir.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cluster.LocalCluster;
import io.weir.cluster.LocalClusterSettings;
import io.weir.testing.UserJar;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class of a program that ends the process ends the program. */
class ProgramTest {
    /** Has constants of all kinds, long ones among them, before and after the call. */
    private static final String ENDS = """
            package user;
            import java.util.function.IntConsumer;
            public final class Ends {
                static final long LONG = 1L << 40;
                static final double DOUBLE = 1e300;
                public static String end(int code, boolean swallow) {
                    long a = 123456789012345L;
                    double b = 2.5e-9;
                    IntConsumer exit = System::exit;
                    try {
                        if (code == 3) { exit.accept(code); } else { System.exit(code); }
                    } catch (Throwable thrown) {
                        if (!swallow) { throw thrown; }
                    }
                    return "went on " + a + b + LONG + DOUBLE + 'x' + "ü" + System.lineSeparator().length();
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void aCallOfExitEndsItsProgram() throws Exception {
        var jar = UserJar.make(directory, "ends.jar", Map.of("user.Ends", ENDS));
        for (var code : new int[] {0, 3, 7}) {
            try (var runner = LocalCluster.start(LocalClusterSettings.defaults());
                    var program = new Program(JarLoader.describe(List.of(jar)), runner)) {
                var end = program.classes().loadClass("user.Ends").getMethod("end", int.class, boolean.class);
                assertThatThrownBy(() -> end.invoke(null, code, false))
                        .isInstanceOf(InvocationTargetException.class)
                        .cause()
                        .hasMessage("the program ended with " + code);
                assertThat(program.end()).isCompletedWithValue(code);
            }
        }
    }

    @Test
    void aProgramThatSwallowsItsEndHasEndedNevertheless() throws Exception {
        var jar = UserJar.make(directory, "ends.jar", Map.of("user.Ends", ENDS));
        try (var runner = LocalCluster.start(LocalClusterSettings.defaults());
                var program = new Program(JarLoader.describe(List.of(jar)), runner)) {
            var end = program.classes().loadClass("user.Ends").getMethod("end", int.class, boolean.class);
            assertThat(end.invoke(null, 7, true)).asString().startsWith("went on 123456789012345");
            assertThat(program.end()).isCompletedWithValue(7);
        }
    }

    @Test
    void theLibrariesOfTheEngineAreNotSeen() throws Exception {
        var jar = UserJar.make(directory, "ends.jar", Map.of("user.Ends", ENDS));
        try (var classes = new JarLoader(JarLoader.describe(List.of(jar)))) {
            for (var hidden : List.of(
                    "io.netty.buffer.ByteBuf",
                    "io.javalin.Javalin",
                    "com.fasterxml.jackson.databind.ObjectMapper",
                    "org.slf4j.Logger",
                    "io.weir.cluster.LocalCluster")) {
                assertThat(Class.forName(hidden)).isNotNull();
                assertThatThrownBy(() -> classes.loadClass(hidden)).isInstanceOf(ClassNotFoundException.class);
            }
            assertThat(classes.loadClass("io.weir.graph.Dataflow")).isSameAs(Dataflow.class);
        }
    }
}
