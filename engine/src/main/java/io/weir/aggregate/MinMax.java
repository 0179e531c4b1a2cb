package io.weir.aggregate;

import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Vector;

/** MIN, MAX and ANY_VALUE: nulls do not count, and NaN is greater than all numbers. */
final class MinMax implements Accumulator {
    /** Which of the values is kept. */
    enum Kept {
        LEAST,
        GREATEST,
        FIRST_SEEN
    }

    private final Kept kept;
    private final KeptValues values;

    MinMax(DataType type, Kept kept) {
        this.kept = kept;
        values = KeptValues.of(type);
    }

    @Override
    public void grow(int count) {
        values.grow(count);
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        Deletes.refuse(arguments, "min, max, any_value");
        merge(groups, arguments);
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        values.load(partials.column(0), partials.selection());
        switch (kept) {
            case LEAST -> values.keepLeast(groups);
            case GREATEST -> values.keepGreatest(groups);
            case FIRST_SEEN -> {
                for (var i = 0; i < values.loadedCount(); i++) {
                    if (values.isNull(groups[i])) {
                        values.put(groups[i], i);
                    }
                }
            }
        }
    }

    @Override
    public Batch partials(int from, int to) {
        return Batch.of(results(from, to));
    }

    @Override
    public Vector results(int from, int to) {
        return values.vector(from, to);
    }

    @Override
    public long bytes() {
        return values.bytes();
    }
}
