package io.weir.aggregate;

import io.weir.Nullable;
import io.weir.expression.AggregateDefinition;
import io.weir.expression.AggregateFunction;
import io.weir.expression.ScalarFunction;
import io.weir.type.DataType;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** One of the engine's own aggregates: its name, the types it takes, and how to make it. */
record BuiltinAggregate(
        String name, Resolver resolver, Function<ScalarFunction.Signature, AggregateFunction> binder, Set<Trait> traits)
        implements AggregateDefinition {
    enum Trait {
        IGNORES_DUPLICATES,
        ORDERED
    }

    /** Answers null where the arguments do not suit. */
    interface Resolver {
        ScalarFunction.@Nullable Signature resolve(List<DataType> arguments);
    }

    BuiltinAggregate(
            String name,
            Resolver resolver,
            Function<ScalarFunction.Signature, AggregateFunction> binder,
            Trait... traits) {
        this(name, resolver, binder, Set.of(traits));
    }

    @Override
    public ScalarFunction.@Nullable Signature resolve(List<DataType> arguments) {
        return resolver.resolve(arguments);
    }

    @Override
    public AggregateFunction bind(ScalarFunction.Signature signature) {
        return binder.apply(signature);
    }

    @Override
    public boolean ignoresDuplicates() {
        return traits.contains(Trait.IGNORES_DUPLICATES);
    }

    @Override
    public boolean ordered() {
        return traits.contains(Trait.ORDERED);
    }
}
