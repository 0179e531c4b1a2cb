package io.weir.table.function;

import io.weir.Nullable;
import io.weir.aggregate.Aggregates;
import io.weir.expression.AggregateDefinition;
import io.weir.expression.ScalarFunction;
import io.weir.function.Functions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Functions by name, without regard to case. Several functions may share a name and differ in their arguments. */
public final class FunctionCatalog {
    private final Supplier<Collection<ScalarFunction>> givenScalars;
    private final Map<String, List<AggregateDefinition>> aggregates = new TreeMap<>();
    private final List<Object> registered = new ArrayList<>();
    private @Nullable Map<String, List<ScalarFunction>> scalars;

    /**
     * Where several of a name suit the arguments, the one that comes first is taken.
     *
     * @param scalars asked when a function is first looked for, as to make hundreds takes long and many queries need none
     */
    public FunctionCatalog(Supplier<Collection<ScalarFunction>> scalars, Collection<AggregateDefinition> aggregates) {
        givenScalars = scalars;
        aggregates.forEach(
                function -> overloads(this.aggregates, function.name()).add(function));
    }

    /** The functions built in. */
    public static FunctionCatalog builtIn() {
        return new FunctionCatalog(Functions::all, Aggregates.all());
    }

    /** Adds a function, which is taken before those of the same name where it suits the arguments. */
    public void register(ScalarFunction function) {
        overloads(scalars(), function.name()).add(0, function);
        registered.add(function);
    }

    /** Adds an aggregate, which is taken before those of the same name where it suits the arguments. */
    public void register(AggregateDefinition aggregate) {
        overloads(aggregates, aggregate.name()).add(0, aggregate);
        registered.add(aggregate);
    }

    /** Forgets the functions of that name that were registered; those built in stay. False if there are none. */
    public boolean drop(String name) {
        return drop(scalars(), key(name)) | drop(aggregates, key(name));
    }

    private <F> boolean drop(Map<String, List<F>> functions, String key) {
        var overloads = functions.getOrDefault(key, new ArrayList<>());
        var dropped = overloads.removeIf(registered::remove);
        if (overloads.isEmpty()) {
            functions.remove(key);
        }
        return dropped;
    }

    /** Whether a function of that name was registered. */
    public boolean isRegistered(String name) {
        return scalars(name).stream().anyMatch(registered::contains)
                || aggregates.getOrDefault(key(name), List.of()).stream().anyMatch(registered::contains);
    }

    private static <F> List<F> overloads(Map<String, List<F>> functions, String name) {
        return functions.computeIfAbsent(key(name), unknown -> new ArrayList<>());
    }

    private Map<String, List<ScalarFunction>> scalars() {
        if (scalars == null) {
            var named = new TreeMap<String, List<ScalarFunction>>();
            givenScalars
                    .get()
                    .forEach(function -> overloads(named, function.name()).add(function));
            scalars = named;
        }
        return scalars;
    }

    public List<ScalarFunction> scalars(String name) {
        return List.copyOf(scalars().getOrDefault(key(name), List.of()));
    }

    /** All aggregates of that name as one definition. */
    public Optional<AggregateDefinition> aggregate(String name) {
        return Optional.ofNullable(aggregates.get(key(name)))
                .map(overloads -> overloads.size() == 1 ? overloads.get(0) : new AggregateOverloads(overloads));
    }

    public Set<String> scalarNames() {
        return Set.copyOf(scalars().keySet());
    }

    public Set<String> aggregateNames() {
        return Set.copyOf(aggregates.keySet());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
