package io.weir.aggregate;

import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Numbers;
import io.weir.vector.Vector;
import java.util.Arrays;

/** FIRST_VALUE and LAST_VALUE in the order in which the rows come, nulls among them. */
final class EdgeValue implements Accumulator {
    /** Which end is meant. */
    enum Edge {
        FIRST,
        LAST
    }

    private final Edge edge;
    private final KeptValues values;
    private boolean[] seen = new boolean[0];

    EdgeValue(DataType type, Edge edge) {
        this.edge = edge;
        values = KeptValues.of(type);
    }

    @Override
    public void grow(int count) {
        values.grow(count);
        if (count > seen.length) {
            seen = Arrays.copyOf(seen, count);
        }
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        Deletes.refuse(arguments, "first_value, last_value");
        var all = new long[arguments.rows()];
        Arrays.fill(all, 1);
        add(groups, arguments, all);
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        var filled = new long[partials.rows()];
        Numbers.longs(partials.column(1), partials.selection(), filled);
        add(groups, partials, filled);
    }

    private void add(int[] groups, Batch batch, long[] filled) {
        values.load(batch.column(0), batch.selection());
        for (var i = 0; i < filled.length; i++) {
            if (filled[i] != 0 && (edge == Edge.LAST || !seen[groups[i]])) {
                values.put(groups[i], i);
                seen[groups[i]] = true;
            }
        }
    }

    @Override
    public Batch partials(int from, int to) {
        var filled = new long[to - from];
        for (var i = from; i < to; i++) {
            filled[i - from] = seen[i] ? 1 : 0;
        }
        return Batch.of(
                values.vector(from, to), Numbers.ofLongs(DataType.Scalar.BOOLEAN, filled, null, 0, filled.length));
    }

    @Override
    public Vector results(int from, int to) {
        return values.vector(from, to);
    }

    @Override
    public long bytes() {
        return values.bytes() + seen.length;
    }
}
