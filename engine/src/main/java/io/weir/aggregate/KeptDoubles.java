package io.weir.aggregate;

import io.weir.type.DataType;
import io.weir.vector.Numbers;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;

/** Kept values of REAL and DOUBLE. */
final class KeptDoubles extends KeptValues {
    private double[] values = new double[0];
    private double[] loaded = new double[0];

    KeptDoubles(DataType type) {
        super(type);
    }

    @Override
    boolean less(int group, int position) {
        return loaded[position] < values[group] || Double.isNaN(values[group]);
    }

    @Override
    boolean greater(int group, int position) {
        return loaded[position] > values[group] || Double.isNaN(loaded[position]);
    }

    @Override
    boolean same(int group, int position) {
        return Double.compare(loaded[position] + 0.0, values[group] + 0.0) == 0;
    }

    @Override
    void growValues(int count) {
        values = Arrays.copyOf(values, count);
    }

    @Override
    void loadValues(Vector vector, Selection rows) {
        if (loaded.length < rows.count()) {
            loaded = new double[rows.count()];
        }
        Numbers.doubles(vector, rows, loaded);
    }

    @Override
    void putValue(int group, int position) {
        values[group] = loaded[position];
    }

    @Override
    Vector vector(int from, int to) {
        return Numbers.ofDoubles(type(), values, nulls(), from, to);
    }

    @Override
    long valueBytes() {
        return 8L * (values.length + loaded.length);
    }
}
