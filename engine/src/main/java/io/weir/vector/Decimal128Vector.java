package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.util.Arrays;

/**
 * Decimals of 19 to 38 digits: the unscaled value as two longs, the high half signed, the low half unsigned. Where every value fits
 * into a long, as nearly all do, the vector may be narrow: it has no high halves, and kernels need not look at them.
 */
public final class Decimal128Vector implements Vector {
    private final DataType type;
    private final long @Nullable [] high;
    private final long[] low;
    private final boolean @Nullable [] nulls;
    private final int size;

    /** All arrays are at least {@code size} long and belong to the vector from now on. Without high halves the vector is narrow. */
    public Decimal128Vector(DataType type, long @Nullable [] high, long[] low, boolean @Nullable [] nulls, int size) {
        this.type = type;
        this.high = high;
        this.low = low;
        this.nulls = nulls;
        this.size = size;
    }

    /** Whether the low halves are the values. */
    public boolean isNarrow() {
        return high == null;
    }

    public long high(int row) {
        return high == null ? low[row] >> Long.SIZE - 1 : high[row];
    }

    /** To read only; may be longer than {@code size()}. Worked out anew for a narrow vector. */
    public long[] high() {
        if (high != null) {
            return high;
        }
        var signs = new long[size];
        for (var i = 0; i < size; i++) {
            signs[i] = low[i] >> Long.SIZE - 1;
        }
        return signs;
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
        return new Decimal128Vector(
                type,
                high == null ? null : taken(high, selected, count),
                taken(low, selected, count),
                Masks.take(nulls, rows),
                count);
    }

    private static long[] taken(long[] values, int[] rows, int count) {
        var taken = new long[count];
        for (var i = 0; i < count; i++) {
            taken[i] = values[rows[i]];
        }
        return taken;
    }

    @Override
    public Decimal128Vector slice(int from, int count) {
        if (from == 0) {
            return count == size ? this : new Decimal128Vector(type, high, low, nulls, count);
        }
        return new Decimal128Vector(
                type,
                high == null ? null : Arrays.copyOfRange(high, from, from + count),
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
        return (high == null ? 8L : 16L) * size + Masks.bytes(nulls);
    }
}
