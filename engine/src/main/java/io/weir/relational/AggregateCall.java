package io.weir.relational;

import io.weir.expression.AggregateFunction;
import io.weir.expression.Column;
import java.io.Serializable;
import java.util.List;

/**
 * One aggregate of an aggregation.
 *
 * @param arguments columns of the input, of the types that the function was bound to; none for count(*)
 * @param filter the BOOLEAN column that says which rows count, or {@link #NO_FILTER}
 * @param distinct whether equal rows of arguments count once a group
 */
public record AggregateCall(AggregateFunction function, List<Column> arguments, int filter, boolean distinct)
        implements Serializable {
    public static final int NO_FILTER = -1;

    public AggregateCall {
        arguments = List.copyOf(arguments);
    }

    /** All rows, duplicates included. */
    public static AggregateCall of(AggregateFunction function, Column... arguments) {
        return new AggregateCall(function, List.of(arguments), NO_FILTER, false);
    }

    int[] argumentIndexes() {
        return arguments.stream().mapToInt(Column::index).toArray();
    }
}
