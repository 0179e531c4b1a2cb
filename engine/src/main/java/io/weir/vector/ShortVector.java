package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.util.Arrays;

/** SMALLINT. */
public final class ShortVector implements Vector {
    private final DataType type;
    private final short[] values;
    private final boolean @Nullable [] nulls;
    private final int size;

    /** Both arrays are at least {@code size} long and belong to the vector from now on. */
    public ShortVector(DataType type, short[] values, boolean @Nullable [] nulls, int size) {
        this.type = type;
        this.values = values;
        this.nulls = nulls;
        this.size = size;
    }

    /** To read only; may be longer than {@code size()}. */
    public short[] values() {
        return values;
    }

    public short value(int row) {
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
    public ShortVector take(Selection rows) {
        var selected = rows.rows();
        var count = rows.count();
        if (selected == null) {
            return slice(0, count);
        }
        var taken = new short[count];
        for (var i = 0; i < count; i++) {
            taken[i] = values[selected[i]];
        }
        return new ShortVector(type, taken, Masks.take(nulls, rows), count);
    }

    @Override
    public ShortVector slice(int from, int count) {
        if (from == 0) {
            return count == size ? this : new ShortVector(type, values, nulls, count);
        }
        return new ShortVector(
                type, Arrays.copyOfRange(values, from, from + count), Masks.slice(nulls, from, count), count);
    }

    @Override
    public ShortVector flat() {
        return this;
    }

    @Override
    public long bytes() {
        return (long) size * 2 + Masks.bytes(nulls);
    }
}
