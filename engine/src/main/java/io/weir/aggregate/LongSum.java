package io.weir.aggregate;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Numbers;
import io.weir.vector.Vector;
import java.util.Arrays;

/** SUM of integers and of intervals, as a BIGINT or an interval; an overflow is an error. */
final class LongSum implements Accumulator {
    private final DataType type;
    private final GroupedLongs input = new GroupedLongs();
    private long[] sums = new long[0];
    private boolean[] empty = new boolean[0];

    LongSum(DataType type) {
        this.type = type;
    }

    @Override
    public void grow(int count) {
        var size = sums.length;
        if (count > size) {
            sums = Arrays.copyOf(sums, count);
            empty = Arrays.copyOf(empty, count);
            Arrays.fill(empty, size, count, true);
        }
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        Deletes.refuse(arguments, "sum");
        add(groups, arguments);
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        add(groups, partials);
    }

    private void add(int[] rowGroups, Batch batch) {
        input.load(rowGroups, batch, 0);
        var groups = input.groups();
        var values = input.values();
        var overflow = 0L;
        for (var i = 0; i < input.count(); i++) {
            var group = groups[i];
            var value = values[i];
            var before = sums[group];
            var sum = before + value;
            sums[group] = sum;
            empty[group] = false;
            overflow |= (before ^ sum) & (value ^ sum);
        }
        if (overflow < 0) {
            throw new EngineException(
                    ErrorCode.NUMERIC_OVERFLOW, "sum does not fit; cast the argument to decimal: " + type.sql());
        }
    }

    @Override
    public Batch partials(int from, int to) {
        return Batch.of(results(from, to));
    }

    @Override
    public Vector results(int from, int to) {
        return Numbers.ofLongs(type, sums, empty, from, to);
    }

    @Override
    public long bytes() {
        return 9L * sums.length;
    }
}
