package io.weir.relational;

import io.weir.vector.BytesVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import java.util.Arrays;
import java.util.Objects;

/** Where in sorted rows a run of equal values begins. Null equals null. */
final class RunStarts {
    private RunStarts() {}

    /** Marks every row whose value differs from that of the row before; row 0 always. */
    static void mark(Vector column, int rows, boolean[] starts) {
        if (rows > 0) {
            starts[0] = true;
        }
        var vector = column.flat();
        if (vector instanceof LongVector v && v.nulls() == null) {
            var values = v.values();
            for (var i = 1; i < rows; i++) {
                starts[i] |= values[i] != values[i - 1];
            }
        } else if (vector instanceof IntVector v && v.nulls() == null) {
            var values = v.values();
            for (var i = 1; i < rows; i++) {
                starts[i] |= values[i] != values[i - 1];
            }
        } else if (vector instanceof BytesVector v) {
            for (var i = 1; i < rows; i++) {
                starts[i] |= v.isNull(i) != v.isNull(i - 1) || !v.isNull(i) && BytesVector.compare(v, i, v, i - 1) != 0;
            }
        } else {
            markSlowly(vector, rows, starts);
        }
    }

    private static void markSlowly(Vector vector, int rows, boolean[] starts) {
        var before = rows > 0 ? Values.get(vector, 0) : null;
        for (var i = 1; i < rows; i++) {
            var value = Values.get(vector, i);
            starts[i] |= !(before instanceof byte[] bytes && value instanceof byte[] others
                    ? Arrays.equals(bytes, others)
                    : Objects.equals(before, value));
            before = value;
        }
    }
}
