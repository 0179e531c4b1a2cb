package io.weir.sql.command;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps picocli from getting ready for types that no option of ours has, and from looking for Groovy, which is a fortieth of a short run.
 * It is told so by properties, which are those of the whole process: a program that runs in it later may have a picocli of its own.
 */
final class LeanPicocli {
    private static final Map<String, String> LEAN = Map.of(
            "picocli.converters.excludes", "java.time.*,java.sql.*",
            "picocli.disable.closures", "true");

    private LeanPicocli() {}

    /** What the user has set stays. */
    static <T> T make(Supplier<T> commands) {
        var set = new HashMap<>(LEAN);
        set.keySet().removeIf(name -> System.getProperty(name) != null);
        set.forEach(System::setProperty);
        try {
            return commands.get();
        } finally {
            set.keySet().forEach(System::clearProperty);
        }
    }
}
