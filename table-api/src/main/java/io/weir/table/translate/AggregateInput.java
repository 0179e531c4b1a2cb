package io.weir.table.translate;

import io.weir.expression.AggregateFunction;
import io.weir.expression.Column;
import io.weir.relational.SortColumn;
import io.weir.type.Schema;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Rows on their way to an aggregation, and what is to be made of them.
 *
 * @param schema of the rows that {@code draft} answers so far
 */
record AggregateInput(Draft draft, Schema schema, List<Column> keys, List<Call> calls) {
    AggregateInput {
        keys = List.copyOf(keys);
        calls = List.copyOf(calls);
    }

    /**
     * One aggregate.
     *
     * @param filter the BOOLEAN column that says which rows count, or {@link io.weir.relational.AggregateCall#NO_FILTER}
     * @param order in which rows must come to it; empty for any
     */
    record Call(
            AggregateFunction function,
            List<Column> arguments,
            int filter,
            Repetition repetition,
            List<SortColumn> order) {
        Call {
            arguments = List.copyOf(arguments);
            order = List.copyOf(order);
        }

        List<Integer> argumentIndexes() {
            return arguments.stream().map(Column::index).toList();
        }

        Call where(int column) {
            return new Call(function, arguments, column, repetition, order);
        }

        Call with(Repetition other) {
            return new Call(function, arguments, filter, other, order);
        }

        Call in(List<SortColumn> other) {
            return new Call(function, arguments, filter, repetition, other);
        }
    }

    /** What a row is to an aggregate that is equal, in its arguments, to an earlier one of the group. */
    enum Repetition {
        COUNTS,
        DOES_NOT_MATTER,
        MUST_NOT_COUNT
    }

    AggregateInput calls(UnaryOperator<Call> change) {
        return new AggregateInput(
                draft, schema, keys, calls.stream().map(change).toList());
    }

    /** The orders in which rows are wanted, each once. */
    List<List<SortColumn>> orders() {
        return calls.stream()
                .map(Call::order)
                .filter(order -> !order.isEmpty())
                .distinct()
                .toList();
    }

    List<Integer> keyIndexes() {
        return keys.stream().map(Column::index).toList();
    }
}
