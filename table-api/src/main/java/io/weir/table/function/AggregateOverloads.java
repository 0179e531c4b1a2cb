package io.weir.table.function;

import io.weir.Nullable;
import io.weir.expression.AggregateDefinition;
import io.weir.expression.AggregateFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import java.util.List;

/** Aggregates of one name that differ in their arguments, as one definition: the first that suits is taken. */
record AggregateOverloads(List<AggregateDefinition> overloads) implements AggregateDefinition {
    AggregateOverloads {
        overloads = List.copyOf(overloads);
    }

    @Override
    public String name() {
        return overloads.get(0).name();
    }

    @Override
    public @Nullable Signature resolve(List<DataType> arguments) {
        for (var overload : overloads) {
            var signature = overload.resolve(arguments);
            if (signature != null) {
                return signature;
            }
        }
        return null;
    }

    @Override
    public AggregateFunction bind(Signature signature) {
        return overloads.stream()
                .filter(overload -> signature.equals(overload.resolve(signature.parameters())))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name() + " does not take " + signature.parameters()))
                .bind(signature);
    }

    @Override
    public boolean ignoresDuplicates() {
        return overloads.stream().allMatch(AggregateDefinition::ignoresDuplicates);
    }

    @Override
    public boolean ordered() {
        return overloads.stream().anyMatch(AggregateDefinition::ordered);
    }
}
