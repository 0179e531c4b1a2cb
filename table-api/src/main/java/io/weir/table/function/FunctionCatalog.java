package io.weir.table.function;

import io.weir.expression.AggregateDefinition;
import io.weir.expression.ScalarFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Functions by name, without regard to case. Several scalar functions may share a name and differ in their arguments. */
public final class FunctionCatalog {
    private final Map<String, List<ScalarFunction>> scalars = new TreeMap<>();
    private final Map<String, AggregateDefinition> aggregates = new TreeMap<>();

    public FunctionCatalog(Collection<ScalarFunction> scalars, Collection<AggregateDefinition> aggregates) {
        scalars.forEach(this::register);
        aggregates.forEach(this::register);
    }

    /** Adds a function; where several of a name suit the arguments, the one registered last is taken. */
    public void register(ScalarFunction function) {
        scalars.computeIfAbsent(key(function.name()), name -> new ArrayList<>()).add(0, function);
    }

    /** Adds an aggregate, in place of one of the same name. */
    public void register(AggregateDefinition aggregate) {
        aggregates.put(key(aggregate.name()), aggregate);
    }

    public List<ScalarFunction> scalars(String name) {
        return List.copyOf(scalars.getOrDefault(key(name), List.of()));
    }

    public Optional<AggregateDefinition> aggregate(String name) {
        return Optional.ofNullable(aggregates.get(key(name)));
    }

    public Set<String> scalarNames() {
        return Set.copyOf(scalars.keySet());
    }

    public Set<String> aggregateNames() {
        return Set.copyOf(aggregates.keySet());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
