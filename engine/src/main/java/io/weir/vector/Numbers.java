package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.util.Arrays;

/**
 * Numeric vectors of any kind and width as dense arrays of longs or doubles, and back: entry {@code i} of an array belongs to
 * {@code rows.row(i)}. For kernels that would else exist once for every width.
 */
public final class Numbers {
    private Numbers() {}

    /** The values of BOOLEAN (0 or 1) and all integral storages. A null leaves something harmless. */
    public static void longs(Vector vector, Selection rows, long[] into) {
        var count = rows.count();
        if (vector instanceof DictionaryVector dictionary) {
            longs(dictionary.dictionary().values(), entries(dictionary, rows), into);
        } else if (vector instanceof ConstantVector constant) {
            longs(constant.value(), Selection.all(1), into);
            Arrays.fill(into, 0, count, count == 0 ? 0 : into[0]);
        } else if (vector instanceof LongVector v) {
            var values = v.values();
            var picked = rows.rows();
            if (picked == null) {
                System.arraycopy(values, 0, into, 0, count);
            } else {
                for (var i = 0; i < count; i++) {
                    into[i] = values[picked[i]];
                }
            }
        } else if (vector instanceof IntVector v) {
            var values = v.values();
            for (var i = 0; i < count; i++) {
                into[i] = values[rows.row(i)];
            }
        } else if (vector instanceof ShortVector v) {
            for (var i = 0; i < count; i++) {
                into[i] = v.value(rows.row(i));
            }
        } else if (vector instanceof ByteVector v) {
            for (var i = 0; i < count; i++) {
                into[i] = v.value(rows.row(i));
            }
        } else if (vector instanceof BooleanVector v) {
            for (var i = 0; i < count; i++) {
                into[i] = v.value(rows.row(i)) ? 1 : 0;
            }
        } else {
            throw new AssertionError(vector.type());
        }
    }

    /** The values of REAL and DOUBLE. A null leaves something harmless. */
    public static void doubles(Vector vector, Selection rows, double[] into) {
        var count = rows.count();
        if (vector instanceof DictionaryVector dictionary) {
            doubles(dictionary.dictionary().values(), entries(dictionary, rows), into);
        } else if (vector instanceof ConstantVector constant) {
            doubles(constant.value(), Selection.all(1), into);
            Arrays.fill(into, 0, count, count == 0 ? 0 : into[0]);
        } else if (vector instanceof DoubleVector v) {
            var values = v.values();
            for (var i = 0; i < count; i++) {
                into[i] = values[rows.row(i)];
            }
        } else if (vector instanceof FloatVector v) {
            for (var i = 0; i < count; i++) {
                into[i] = v.value(rows.row(i));
            }
        } else {
            throw new AssertionError(vector.type());
        }
    }

    /** Which rows are null. Answers false, and leaves the array alone, if none is. */
    public static boolean nulls(Vector vector, Selection rows, boolean[] into) {
        var count = rows.count();
        if (!vector.hasNulls()) {
            return false;
        }
        if (vector instanceof ConstantVector) {
            Arrays.fill(into, 0, count, true);
            return true;
        }
        var any = false;
        for (var i = 0; i < count; i++) {
            var isNull = vector.isNull(rows.row(i));
            into[i] = isNull;
            any |= isNull;
        }
        return any;
    }

    /** The ids of the rows, to read the entries with. */
    public static Selection entries(DictionaryVector vector, Selection rows) {
        var ids = vector.ids();
        var chosen = rows.rows();
        if (chosen == null) {
            return Selection.of(ids, rows.count());
        }
        var picked = new int[rows.count()];
        for (var i = 0; i < picked.length; i++) {
            picked[i] = ids[chosen[i]];
        }
        return Selection.of(picked, picked.length);
    }

    /** A flat vector of BOOLEAN or an integral storage. Copies the range {@code from .. to - 1} of both arrays. */
    public static Vector ofLongs(DataType type, long[] values, boolean @Nullable [] nulls, int from, int to) {
        var size = to - from;
        var mask = Masks.copy(nulls, from, to);
        switch (type.storage()) {
            case LONG -> {
                return new LongVector(type, Arrays.copyOfRange(values, from, to), mask, size);
            }
            case INT -> {
                var ints = new int[size];
                for (var i = 0; i < size; i++) {
                    ints[i] = (int) values[from + i];
                }
                return new IntVector(type, ints, mask, size);
            }
            case SHORT -> {
                var shorts = new short[size];
                for (var i = 0; i < size; i++) {
                    shorts[i] = (short) values[from + i];
                }
                return new ShortVector(type, shorts, mask, size);
            }
            case BYTE -> {
                var bytes = new byte[size];
                for (var i = 0; i < size; i++) {
                    bytes[i] = (byte) values[from + i];
                }
                return new ByteVector(type, bytes, mask, size);
            }
            case BOOLEAN -> {
                var booleans = new boolean[size];
                for (var i = 0; i < size; i++) {
                    booleans[i] = values[from + i] != 0;
                }
                return new BooleanVector(type, booleans, mask, size);
            }
            default -> throw new AssertionError(type);
        }
    }

    /** A flat vector of REAL or DOUBLE. Copies the range {@code from .. to - 1} of both arrays. */
    public static Vector ofDoubles(DataType type, double[] values, boolean @Nullable [] nulls, int from, int to) {
        var size = to - from;
        var mask = Masks.copy(nulls, from, to);
        if (type == DataType.Scalar.REAL) {
            var floats = new float[size];
            for (var i = 0; i < size; i++) {
                floats[i] = (float) values[from + i];
            }
            return new FloatVector(type, floats, mask, size);
        }
        return new DoubleVector(type, Arrays.copyOfRange(values, from, to), mask, size);
    }
}
