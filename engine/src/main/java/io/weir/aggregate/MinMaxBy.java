package io.weir.aggregate;

import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Vector;

/** MIN_BY(x, y) and MAX_BY(x, y): the x, perhaps null, of the row with the least or greatest y that is not null. */
final class MinMaxBy implements Accumulator {
    private final boolean greatest;
    private final KeptValues values;
    private final KeptValues keys;

    private MinMaxBy(DataType value, DataType key, boolean greatest) {
        this.greatest = greatest;
        values = KeptValues.of(value);
        keys = KeptValues.of(key);
    }

    static MinMaxBy least(DataType value, DataType key) {
        return new MinMaxBy(value, key, false);
    }

    static MinMaxBy greatest(DataType value, DataType key) {
        return new MinMaxBy(value, key, true);
    }

    @Override
    public void grow(int count) {
        values.grow(count);
        keys.grow(count);
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        Deletes.refuse(arguments, "min_by, max_by");
        merge(groups, arguments);
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        values.load(partials.column(0), partials.selection());
        keys.load(partials.column(1), partials.selection());
        for (var i = 0; i < keys.loadedCount(); i++) {
            if (!keys.loadedNull(i) && wins(groups[i], i)) {
                keys.put(groups[i], i);
                values.put(groups[i], i);
            }
        }
    }

    private boolean wins(int group, int position) {
        return keys.isNull(group) || (greatest ? keys.greater(group, position) : keys.less(group, position));
    }

    @Override
    public Batch partials(int from, int to) {
        return Batch.of(values.vector(from, to), keys.vector(from, to));
    }

    @Override
    public Vector results(int from, int to) {
        return values.vector(from, to);
    }

    @Override
    public long bytes() {
        return values.bytes() + keys.bytes();
    }
}
