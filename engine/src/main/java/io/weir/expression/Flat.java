package io.weir.expression;

import io.weir.vector.ConstantVector;
import io.weir.vector.DoubleVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;
import java.util.Arrays;

/** The values of vectors that are flat or constant, a value a row. To read only. */
final class Flat {
    private Flat() {}

    static long[] longs(Vector vector) {
        if (vector instanceof ConstantVector constant) {
            var values = new long[vector.size()];
            Arrays.fill(values, ((LongVector) constant.value()).value(0));
            return values;
        }
        return ((LongVector) vector).values();
    }

    static int[] ints(Vector vector) {
        if (vector instanceof ConstantVector constant) {
            var values = new int[vector.size()];
            Arrays.fill(values, ((IntVector) constant.value()).value(0));
            return values;
        }
        return ((IntVector) vector).values();
    }

    static double[] doubles(Vector vector) {
        if (vector instanceof ConstantVector constant) {
            var values = new double[vector.size()];
            Arrays.fill(values, ((DoubleVector) constant.value()).value(0));
            return values;
        }
        return ((DoubleVector) vector).values();
    }
}
