package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.util.Arrays;

/** True and false, a byte a row. */
public final class BooleanVector implements Vector {
    private final DataType type;
    private final boolean[] values;
    private final boolean @Nullable [] nulls;
    private final int size;

    /** Both arrays are at least {@code size} long and belong to the vector from now on. */
    public BooleanVector(DataType type, boolean[] values, boolean @Nullable [] nulls, int size) {
        this.type = type;
        this.values = values;
        this.nulls = nulls;
        this.size = size;
    }

    /** To read only; may be longer than {@code size()}. */
    public boolean[] values() {
        return values;
    }

    public boolean value(int row) {
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
    public BooleanVector take(Selection rows) {
        var selected = rows.rows();
        var count = rows.count();
        if (selected == null) {
            return slice(0, count);
        }
        var taken = new boolean[count];
        for (var i = 0; i < count; i++) {
            taken[i] = values[selected[i]];
        }
        return new BooleanVector(type, taken, Masks.take(nulls, rows), count);
    }

    @Override
    public BooleanVector slice(int from, int count) {
        if (from == 0) {
            return count == size ? this : new BooleanVector(type, values, nulls, count);
        }
        return new BooleanVector(
                type, Arrays.copyOfRange(values, from, from + count), Masks.slice(nulls, from, count), count);
    }

    @Override
    public BooleanVector flat() {
        return this;
    }

    @Override
    public long bytes() {
        return (long) size * 1 + Masks.bytes(nulls);
    }
}
