package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.util.Arrays;

/** Decimals of 19 to 38 digits: the unscaled value as two longs, the high half signed, the low half unsigned. */
public final class Decimal128Vector implements Vector {
    private final DataType type;
    private final long[] high;
    private final long[] low;
    private final boolean @Nullable [] nulls;
    private final int size;

    /** All arrays are at least {@code size} long and belong to the vector from now on. */
    public Decimal128Vector(DataType type, long[] high, long[] low, boolean @Nullable [] nulls, int size) {
        this.type = type;
        this.high = high;
        this.low = low;
        this.nulls = nulls;
        this.size = size;
    }

    /** To read only; may be longer than {@code size()}. */
    public long[] high() {
        return high;
    }

    /** To read only; may be longer than {@code size()}. */
    public long[] low() {
        return low;
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
    public Decimal128Vector take(Selection rows) {
        var selected = rows.rows();
        var count = rows.count();
        if (selected == null) {
            return slice(0, count);
        }
        var takenHigh = new long[count];
        var takenLow = new long[count];
        for (var i = 0; i < count; i++) {
            takenHigh[i] = high[selected[i]];
            takenLow[i] = low[selected[i]];
        }
        return new Decimal128Vector(type, takenHigh, takenLow, Masks.take(nulls, rows), count);
    }

    @Override
    public Decimal128Vector slice(int from, int count) {
        if (from == 0) {
            return count == size ? this : new Decimal128Vector(type, high, low, nulls, count);
        }
        return new Decimal128Vector(
                type,
                Arrays.copyOfRange(high, from, from + count),
                Arrays.copyOfRange(low, from, from + count),
                Masks.slice(nulls, from, count),
                count);
    }

    @Override
    public Decimal128Vector flat() {
        return this;
    }

    @Override
    public long bytes() {
        return 16L * size + Masks.bytes(nulls);
    }
}
