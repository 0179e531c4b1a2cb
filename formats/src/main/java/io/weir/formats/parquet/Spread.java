package io.weir.formats.parquet;

import io.weir.vector.BooleanVector;
import io.weir.vector.ByteVector;
import io.weir.vector.BytesVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DictionaryVector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.ShortVector;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;

/** Puts values where no null is: null slots hold zero. */
final class Spread {
    private Spread() {}

    /** A vector of {@code size} rows with the values in the rows that are not null, in order. */
    static Vector over(Vector values, boolean[] nulls, int size) {
        var type = values.type();
        if (values.size() == 0) {
            return Vectors.flatNulls(type, size);
        } else if (values instanceof DictionaryVector v) {
            return new DictionaryVector(v.dictionary(), ints(v.ids(), nulls, size), nulls, size);
        } else if (values instanceof IntVector v) {
            return new IntVector(type, ints(v.values(), nulls, size), nulls, size);
        } else if (values instanceof LongVector v) {
            return new LongVector(type, longs(v.values(), nulls, size), nulls, size);
        } else if (values instanceof BytesVector v) {
            var starts = ints(v.starts(), nulls, size);
            return new BytesVector(type, v.data(), starts, ints(v.lengths(), nulls, size), nulls, size);
        } else if (values instanceof DoubleVector v) {
            return new DoubleVector(type, doubles(v.values(), nulls, size), nulls, size);
        } else if (values instanceof FloatVector v) {
            return new FloatVector(type, floats(v.values(), nulls, size), nulls, size);
        } else if (values instanceof BooleanVector v) {
            return new BooleanVector(type, booleans(v.values(), nulls, size), nulls, size);
        } else if (values instanceof ByteVector v) {
            return new ByteVector(type, bytes(v.values(), nulls, size), nulls, size);
        } else if (values instanceof ShortVector v) {
            return new ShortVector(type, shorts(v.values(), nulls, size), nulls, size);
        } else if (values instanceof Decimal128Vector v) {
            return new Decimal128Vector(type, longs(v.high(), nulls, size), longs(v.low(), nulls, size), nulls, size);
        }
        throw new AssertionError(values);
    }

    private static int[] ints(int[] values, boolean[] nulls, int size) {
        var spread = new int[size];
        for (int i = 0, next = 0; i < size; i++) {
            if (!nulls[i]) {
                spread[i] = values[next++];
            }
        }
        return spread;
    }

    private static long[] longs(long[] values, boolean[] nulls, int size) {
        var spread = new long[size];
        for (int i = 0, next = 0; i < size; i++) {
            if (!nulls[i]) {
                spread[i] = values[next++];
            }
        }
        return spread;
    }

    private static double[] doubles(double[] values, boolean[] nulls, int size) {
        var spread = new double[size];
        for (int i = 0, next = 0; i < size; i++) {
            if (!nulls[i]) {
                spread[i] = values[next++];
            }
        }
        return spread;
    }

    private static float[] floats(float[] values, boolean[] nulls, int size) {
        var spread = new float[size];
        for (int i = 0, next = 0; i < size; i++) {
            if (!nulls[i]) {
                spread[i] = values[next++];
            }
        }
        return spread;
    }

    private static boolean[] booleans(boolean[] values, boolean[] nulls, int size) {
        var spread = new boolean[size];
        for (int i = 0, next = 0; i < size; i++) {
            if (!nulls[i]) {
                spread[i] = values[next++];
            }
        }
        return spread;
    }

    private static byte[] bytes(byte[] values, boolean[] nulls, int size) {
        var spread = new byte[size];
        for (int i = 0, next = 0; i < size; i++) {
            if (!nulls[i]) {
                spread[i] = values[next++];
            }
        }
        return spread;
    }

    private static short[] shorts(short[] values, boolean[] nulls, int size) {
        var spread = new short[size];
        for (int i = 0, next = 0; i < size; i++) {
            if (!nulls[i]) {
                spread[i] = values[next++];
            }
        }
        return spread;
    }
}
