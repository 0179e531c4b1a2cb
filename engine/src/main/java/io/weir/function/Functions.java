package io.weir.function;

import io.weir.expression.ScalarFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The scalar functions built in. */
public final class Functions {
    private static final Map<String, List<ScalarFunction>> BY_NAME = byName();
    private static final List<ScalarFunction> ALL =
            BY_NAME.values().stream().flatMap(List::stream).toList();

    private Functions() {}

    private static Map<String, List<ScalarFunction>> byName() {
        var all = new ArrayList<ScalarFunction>();
        all.addAll(ConditionFunctions.all());
        all.addAll(NumberFunctions.all());
        all.addAll(MathFunctions.all());
        all.addAll(BitFunctions.all());
        all.addAll(WholeNumberFunctions.all());
        all.addAll(TextFunctions.all());
        all.addAll(TextEditFunctions.all());
        all.addAll(PatternFunctions.all());
        all.addAll(EncodingFunctions.all());
        all.addAll(DateFunctions.all());
        all.addAll(DateShiftFunctions.all());
        all.addAll(DateTextFunctions.all());
        all.addAll(EpochFunctions.all());
        all.addAll(WindowFunctions.all());
        all.addAll(ArrayFunctions.all());
        all.addAll(ArrayEditFunctions.all());
        all.addAll(ArrayMakingFunctions.all());
        all.addAll(MapFunctions.all());
        all.addAll(JsonFunctions.all());
        all.addAll(FormatFunctions.all());
        var named = new LinkedHashMap<String, List<ScalarFunction>>();
        all.forEach(function -> named.computeIfAbsent(function.name(), name -> new ArrayList<>())
                .add(function));
        named.replaceAll((name, overloads) -> List.copyOf(overloads));
        return named;
    }

    /** The functions of that name, in whatever case; the first whose {@link ScalarFunction#resolve} answers is the one meant. */
    public static List<ScalarFunction> find(String name) {
        return BY_NAME.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    public static List<ScalarFunction> all() {
        return ALL;
    }
}
