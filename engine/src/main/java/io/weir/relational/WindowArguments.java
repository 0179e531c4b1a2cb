package io.weir.relational;

import io.weir.Nullable;
import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.vector.BooleanVector;
import io.weir.vector.Selection;

/** What an aggregate over frames reads of a page: its arguments, and which rows count. */
record WindowArguments(Batch arguments, boolean @Nullable [] counted) {
    /**
     * A row counts where the call's filter is true. Of equal rows only the first of the partition counts where the call is distinct
     * and all its frames begin with the partition.
     */
    static WindowArguments of(WindowCall.Aggregate call, WindowPage page) {
        var batch = page.batch();
        var arguments = Batch.of(
                batch.rows(),
                call.arguments().stream()
                        .map(argument -> batch.column(argument.index()))
                        .toList());
        var filter = call.filter();
        var previous = call.previous();
        var firstsOnly = previous != null && call.frame().startsWithPartition();
        if (filter == null && !firstsOnly) {
            return new WindowArguments(arguments, null);
        }
        var truth = filter == null
                ? null
                : (BooleanVector) batch.column(filter.index()).flat();
        var counted = new boolean[batch.rows()];
        for (var i = 0; i < counted.length; i++) {
            counted[i] = (truth == null || !truth.isNull(i) && truth.value(i))
                    && (!firstsOnly || batch.column(previous.index()).isNull(i));
        }
        return new WindowArguments(arguments, counted);
    }

    boolean counts(int row) {
        return counted == null || counted[row];
    }

    /** The arguments of the rows that count. */
    Batch countedOnly() {
        return counted == null
                ? arguments
                : arguments.select(Selection.where(counted, Selection.all(arguments.rows())));
    }

    /** Adds rows of this page to an accumulator; {@code groups[i]} belongs to {@code rows.row(i)}. */
    void add(Accumulator accumulator, int[] groups, Selection rows) {
        accumulator.update(groups, take(arguments, rows));
    }

    /** The chosen rows, in any order. */
    static Batch take(Batch batch, Selection rows) {
        return Batch.of(
                rows.count(),
                batch.columns().stream().map(column -> column.take(rows)).toList());
    }
}
