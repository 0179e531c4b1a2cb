package io.weir.relational;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.Storage;
import io.weir.vector.Numbers;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;

/** Keys that fit into a long. Floating-point keys are kept as their bits, -0.0 as 0.0 and all NaN as one. */
final class FixedKeys extends KeyColumn {
    private long[] values = new long[16];
    private boolean @Nullable [] nulls;
    private int size;

    private long[] loaded = new long[0];
    private boolean[] loadedNulls = new boolean[0];
    private boolean anyNull;

    FixedKeys(DataType type) {
        super(type);
    }

    @Override
    void load(Vector vector, Selection rows) {
        var count = rows.count();
        if (loaded.length < count) {
            loaded = new long[count];
            loadedNulls = new boolean[count];
        }
        bits(type(), vector, rows, loaded);
        anyNull = Numbers.nulls(vector, rows, loadedNulls);
        if (anyNull) {
            for (var i = 0; i < count; i++) {
                loaded[i] = loadedNulls[i] ? 0 : loaded[i];
            }
        }
    }

    /** The values as longs that are equal where the keys are. */
    static void bits(DataType type, Vector vector, Selection rows, long[] into) {
        if (type.storage() != Storage.DOUBLE && type.storage() != Storage.FLOAT) {
            Numbers.longs(vector, rows, into);
            return;
        }
        var doubles = new double[rows.count()];
        Numbers.doubles(vector, rows, doubles);
        for (var i = 0; i < doubles.length; i++) {
            into[i] = Double.doubleToLongBits(doubles[i] + 0.0);
        }
    }

    /** The vector of the values that {@link #bits} answered. */
    static Vector ofBits(DataType type, long[] bits, boolean @Nullable [] nulls, int from, int to) {
        if (type.storage() != Storage.DOUBLE && type.storage() != Storage.FLOAT) {
            return Numbers.ofLongs(type, bits, nulls, from, to);
        }
        var doubles = new double[to - from];
        for (var i = from; i < to; i++) {
            doubles[i - from] = Double.longBitsToDouble(bits[i]);
        }
        var mask = nulls == null ? null : Arrays.copyOfRange(nulls, from, to);
        return Numbers.ofDoubles(type, doubles, mask, 0, to - from);
    }

    @Override
    void append(int[] positions, int count) {
        if (size + count > values.length) {
            values = Arrays.copyOf(values, Math.max(size + count, values.length * 2));
            if (nulls != null) {
                nulls = Arrays.copyOf(nulls, values.length);
            }
        }
        for (var i = 0; i < count; i++) {
            values[size + i] = loaded[positions[i]];
        }
        if (anyNull) {
            if (nulls == null) {
                nulls = new boolean[values.length];
            }
            for (var i = 0; i < count; i++) {
                nulls[size + i] = loadedNulls[positions[i]];
            }
        }
        size += count;
    }

    @Override
    boolean same(int group, int position) {
        return values[group] == loaded[position]
                && (nulls != null && nulls[group]) == (anyNull && loadedNulls[position]);
    }

    @Override
    boolean findWrong(int[] groups, int count, boolean[] wrong) {
        var any = false;
        if (nulls == null && !anyNull) {
            for (var i = 0; i < count; i++) {
                var differs = values[groups[i]] != loaded[i];
                wrong[i] |= differs;
                any |= differs;
            }
            return any;
        }
        for (var i = 0; i < count; i++) {
            var differs = !same(groups[i], i);
            wrong[i] |= differs;
            any |= differs;
        }
        return any;
    }

    @Override
    Vector vector(int from, int to) {
        return ofBits(type(), values, nulls, from, to);
    }

    @Override
    long bytes() {
        return 8L * values.length + (nulls == null ? 0 : nulls.length) + 9L * loaded.length;
    }

    @Override
    long bytesToGrow(int rows) {
        return size + rows <= values.length ? bytes() : bytes() + 9L * Math.max(size + rows, 2 * values.length);
    }
}
