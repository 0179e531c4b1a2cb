package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;
import java.util.List;

/** Where in sorted rows a run of equal values begins. Null equals null, NaN equals NaN. */
final class RunStarts {
    private RunStarts() {}

    /** Which rows of a compact batch differ from the row before in one of the columns; the first row always. */
    static boolean[] of(Batch batch, List<Integer> columns) {
        var starts = new boolean[batch.rows()];
        if (starts.length > 0) {
            starts[0] = true;
        }
        for (var column : columns) {
            mark(batch.column(column).flat(), starts);
        }
        return starts;
    }

    /** Marks every row whose value differs from that of the row before. */
    private static void mark(Vector vector, boolean[] starts) {
        if (vector instanceof LongVector v && v.nulls() == null) {
            var values = v.values();
            for (var i = 1; i < starts.length; i++) {
                starts[i] |= values[i] != values[i - 1];
            }
        } else if (vector instanceof IntVector v && v.nulls() == null) {
            var values = v.values();
            for (var i = 1; i < starts.length; i++) {
                starts[i] |= values[i] != values[i - 1];
            }
        } else {
            for (var i = 1; i < starts.length; i++) {
                starts[i] = starts[i] || ValueOrder.compareNullsLast(vector, i - 1, vector, i) != 0;
            }
        }
    }
}
