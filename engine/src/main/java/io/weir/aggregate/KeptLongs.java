package io.weir.aggregate;

import io.weir.type.DataType;
import io.weir.vector.Numbers;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;

/** Kept values of boolean and integral storage. */
final class KeptLongs extends KeptValues {
    private long[] values = new long[0];
    private long[] loaded = new long[0];

    KeptLongs(DataType type) {
        super(type);
    }

    @Override
    boolean less(int group, int position) {
        return loaded[position] < values[group];
    }

    @Override
    boolean greater(int group, int position) {
        return loaded[position] > values[group];
    }

    @Override
    boolean same(int group, int position) {
        return loaded[position] == values[group];
    }

    @Override
    void growValues(int count) {
        values = Arrays.copyOf(values, count);
    }

    @Override
    void loadValues(Vector vector, Selection rows) {
        if (loaded.length < rows.count()) {
            loaded = new long[rows.count()];
        }
        Numbers.longs(vector, rows, loaded);
    }

    @Override
    void putValue(int group, int position) {
        values[group] = loaded[position];
    }

    @Override
    Vector vector(int from, int to) {
        return Numbers.ofLongs(type(), values, nulls(), from, to);
    }

    @Override
    long valueBytes() {
        return 8L * (values.length + loaded.length);
    }
}
