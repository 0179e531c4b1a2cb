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
 */
public record AggregateCall(AggregateFunction function, List<Column> arguments, int filter) implements Serializable {
    public static final int NO_FILTER = -1;

    public AggregateCall {
        arguments = List.copyOf(arguments);
    }

    /** Over all rows. */
    public static AggregateCall of(AggregateFunction function, Column... arguments) {
        return new AggregateCall(function, List.of(arguments), NO_FILTER);
    }

    int[] argumentIndexes() {
        return arguments.stream().mapToInt(Column::index).toArray();
    }
}
