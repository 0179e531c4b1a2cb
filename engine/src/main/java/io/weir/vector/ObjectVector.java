package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.util.Arrays;

/** Java objects, while they stay in one process. A null row holds null. */
public final class ObjectVector implements Vector {
    private final DataType type;
    private final Object[] values;
    private final int size;

    public ObjectVector(DataType type, Object[] values, int size) {
        this.type = type;
        this.values = values;
        this.size = size;
    }

    public Object[] values() {
        return values;
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
        return true;
    }

    @Override
    public boolean isNull(int row) {
        return values[row] == null;
    }

    @Override
    public boolean @Nullable [] nulls() {
        var nulls = new boolean[size];
        for (var i = 0; i < size; i++) {
            nulls[i] = values[i] == null;
        }
        return nulls;
    }

    @Override
    public ObjectVector take(Selection rows) {
        var taken = new Object[rows.count()];
        for (var i = 0; i < taken.length; i++) {
            taken[i] = values[rows.row(i)];
        }
        return new ObjectVector(type, taken, taken.length);
    }

    @Override
    public ObjectVector slice(int from, int count) {
        return new ObjectVector(type, Arrays.copyOfRange(values, from, from + count), count);
    }

    @Override
    public ObjectVector flat() {
        return this;
    }

    @Override
    public long bytes() {
        return 16L * size;
    }
}
