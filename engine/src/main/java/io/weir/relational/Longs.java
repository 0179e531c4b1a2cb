package io.weir.relational;

import io.weir.vector.Decimal128Vector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;

/** Reads values of a flat vector as signed longs that have the same order; what it reads for nulls means nothing. */
interface Longs {
    int CHUNK = 1024;

    /** {@code target[i]} becomes the value of {@code rows[from + i]}. */
    void read(int[] rows, int from, int count, long[] target);

    /** Any storage that {@link KeyCodes#values} knows. */
    static Longs ofIntegers(Vector vector) {
        return (rows, from, count, target) -> {
            var some = from == 0 ? rows : Arrays.copyOfRange(rows, from, from + count);
            KeyCodes.values(vector, Selection.of(some, count), target);
        };
    }

    static Longs ofDoubles(DoubleVector vector) {
        return (rows, from, count, target) -> {
            for (var i = 0; i < count; i++) {
                target[i] = sortable(vector.value(rows[from + i]));
            }
        };
    }

    static Longs ofFloats(FloatVector vector) {
        return (rows, from, count, target) -> {
            for (var i = 0; i < count; i++) {
                target[i] = sortable(vector.value(rows[from + i]));
            }
        };
    }

    static Longs ofHighHalf(Decimal128Vector vector) {
        return (rows, from, count, target) -> {
            for (var i = 0; i < count; i++) {
                target[i] = vector.high(rows[from + i]);
            }
        };
    }

    static Longs ofLowHalf(Decimal128Vector vector) {
        return (rows, from, count, target) -> {
            for (var i = 0; i < count; i++) {
                target[i] = vector.low()[rows[from + i]];
            }
        };
    }

    /** -0.0 as 0.0, NaN after all others. */
    private static long sortable(double value) {
        var bits = Double.doubleToLongBits(value + 0.0);
        return bits ^ (bits >> Long.SIZE - 1 & Long.MAX_VALUE);
    }
}
