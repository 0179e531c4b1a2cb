package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;

/** The same value in every row. */
public final class ConstantVector implements Vector {
    private final Vector value;
    private final int size;

    /** Value is flat and has one row. */
    public ConstantVector(Vector value, int size) {
        this.value = value;
        this.size = size;
    }

    /** A flat vector of one row. */
    public Vector value() {
        return value;
    }

    @Override
    public DataType type() {
        return value.type();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean hasNulls() {
        return value.isNull(0);
    }

    @Override
    public boolean isNull(int row) {
        return value.isNull(0);
    }

    @Override
    public ConstantVector take(Selection rows) {
        return new ConstantVector(value, rows.count());
    }

    @Override
    public ConstantVector slice(int from, int count) {
        return new ConstantVector(value, count);
    }

    @Override
    public Vector flat() {
        return value.take(Selection.of(new int[size], size));
    }

    @Override
    public boolean @Nullable [] nulls() {
        if (!value.isNull(0)) {
            return null;
        }
        var all = new boolean[size];
        java.util.Arrays.fill(all, true);
        return all;
    }

    @Override
    public long bytes() {
        return value.bytes();
    }
}
