package io.weir.expression;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.util.List;

/** An aggregate as a planner sees it. */
public interface AggregateDefinition {
    /** Lower case. */
    String name();

    /** The types to convert the arguments to and the type of the answer; null if these arguments do not suit. */
    ScalarFunction.@Nullable Signature resolve(List<DataType> arguments);

    AggregateFunction bind(ScalarFunction.Signature signature);

    /** True if duplicates make no difference: min, max, bool_and. */
    default boolean ignoresDuplicates() {
        return false;
    }

    /** True if the order of the rows makes a difference: array_agg, listagg, first. */
    default boolean ordered() {
        return false;
    }
}
