package io.weir.aggregate;

import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.LongVector;
import io.weir.vector.Numbers;
import io.weir.vector.Vector;
import java.util.Arrays;

/** COUNT(*), COUNT(x), COUNT(x, y) of the rows in which no argument is null, and COUNT_IF(x). */
final class CountAccumulator implements Accumulator {
    /** Which rows count. */
    enum Rows {
        ALL,
        NOT_NULL,
        TRUE
    }

    private final Rows rows;
    private long[] counts = new long[0];

    CountAccumulator(Rows rows) {
        this.rows = rows;
    }

    @Override
    public void grow(int count) {
        if (count > counts.length) {
            counts = Arrays.copyOf(counts, count);
        }
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        var n = arguments.rows();
        var changes = arguments.changes();
        if (changes == null && (rows == Rows.ALL || rows == Rows.NOT_NULL && noNulls(arguments))) {
            for (var i = 0; i < n; i++) {
                counts[groups[i]]++;
            }
            return;
        }
        var selection = arguments.selection();
        var truth = rows == Rows.TRUE ? (BooleanVector) arguments.column(0).flat() : null;
        for (var i = 0; i < n; i++) {
            var row = selection.row(i);
            if (complete(arguments, row) && (truth == null || truth.value(row))) {
                counts[groups[i]] += changes == null ? 1 : changes.value(row);
            }
        }
    }

    @Override
    public boolean updateOne(int group, Batch arguments) {
        if (arguments.changes() != null || rows == Rows.TRUE || rows == Rows.NOT_NULL && !noNulls(arguments)) {
            return false;
        }
        counts[group] += arguments.rows();
        return true;
    }

    private static boolean noNulls(Batch arguments) {
        for (var i = 0; i < arguments.width(); i++) {
            if (arguments.column(i).hasNulls()) {
                return false;
            }
        }
        return true;
    }

    private boolean complete(Batch arguments, int row) {
        if (rows == Rows.ALL) {
            return true;
        }
        for (var i = 0; i < arguments.width(); i++) {
            if (arguments.column(i).isNull(row)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        var n = partials.rows();
        var values = new long[n];
        Numbers.longs(partials.column(0), partials.selection(), values);
        for (var i = 0; i < n; i++) {
            counts[groups[i]] += values[i];
        }
    }

    @Override
    public Batch partials(int from, int to) {
        return Batch.of(results(from, to));
    }

    @Override
    public Vector results(int from, int to) {
        return new LongVector(DataType.Scalar.BIGINT, Arrays.copyOfRange(counts, from, to), null, to - from);
    }

    @Override
    public long bytes() {
        return 8L * counts.length;
    }
}
