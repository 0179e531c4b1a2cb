package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.util.Arrays;

/** INT, DATE and intervals of months. */
public final class IntVector implements Vector {
    private final DataType type;
    private final int[] values;
    private final boolean @Nullable [] nulls;
    private final int size;

    /** Both arrays are at least {@code size} long and belong to the vector from now on. */
    public IntVector(DataType type, int[] values, boolean @Nullable [] nulls, int size) {
        this.type = type;
        this.values = values;
        this.nulls = nulls;
        this.size = size;
    }

    /** To read only; may be longer than {@code size()}. */
    public int[] values() {
        return values;
    }

    public int value(int row) {
        return values[row];
    }

    @Override
    public DataType type() {
        return type;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean hasNulls() {
        return nulls != null;
    }

    @Override
    public boolean isNull(int row) {
        return nulls != null && nulls[row];
    }

    @Override
    public boolean @Nullable [] nulls() {
        return nulls;
    }

    @Override
    public IntVector take(Selection rows) {
        var selected = rows.rows();
        var count = rows.count();
        if (selected == null) {
            return slice(0, count);
        }
        var taken = new int[count];
        for (var i = 0; i < count; i++) {
            taken[i] = values[selected[i]];
        }
        return new IntVector(type, taken, Masks.take(nulls, rows), count);
    }

    @Override
    public IntVector slice(int from, int count) {
        if (from == 0) {
            return count == size ? this : new IntVector(type, values, nulls, count);
        }
        return new IntVector(
                type, Arrays.copyOfRange(values, from, from + count), Masks.slice(nulls, from, count), count);
    }

    @Override
    public IntVector flat() {
        return this;
    }

    @Override
    public long bytes() {
        return (long) size * 4 + Masks.bytes(nulls);
    }
}
