package io.weir.function;

import io.weir.expression.ScalarFunction;
import java.util.List;
import java.util.Locale;

/** The scalar functions built in. */
public final class Functions {
    private static final List<ScalarFunction> ALL = List.of();

    private Functions() {}

    /** The functions of that name, in whatever case; the first whose {@link ScalarFunction#resolve} answers is the one meant. */
    public static List<ScalarFunction> find(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return ALL.stream().filter(function -> function.name().equals(lower)).toList();
    }

    public static List<ScalarFunction> all() {
        return ALL;
    }
}
