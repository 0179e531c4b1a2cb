package io.weir.relational;

import io.weir.Nullable;
import io.weir.expression.Accumulator;
import io.weir.expression.AggregateFunction;
import io.weir.flow.Batch;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.ArrayList;

/**
 * What an aggregate comes to after each row of its partition, counted from the partition's first. Partitions are cut into lanes of up
 * to 64 rows. All lanes go on side by side, one row of each at a time, so that a few large steps add every row once; a lane begins
 * with what the lanes before it come to.
 */
final class RunningAggregate {
    private static final int LANE = 64;

    private final AggregateFunction function;
    private final WindowArguments input;
    private final int rows;

    /** The first row of each lane, and the first lane of its partition. */
    private final int[] start;

    private final int[] firstLane;
    private int lanes;

    /** The lanes from the longest to the shortest, and where each is among them. */
    private final int[] longestFirst;

    private final int[] place;

    /**
     * @param results the result after each row
     * @param after the partial result after the last row, for the page that goes on from there
     */
    record Result(Vector results, Batch after) {}

    private RunningAggregate(AggregateFunction function, WindowArguments input, boolean[] partitions) {
        this.function = function;
        this.input = input;
        this.rows = partitions.length;
        this.start = new int[rows + 1];
        this.firstLane = new int[rows];
        for (var row = 0; row < rows; row++) {
            var begins = row == 0 || partitions[row];
            if (begins || row - start[lanes - 1] == LANE) {
                firstLane[lanes] = begins ? lanes : firstLane[lanes - 1];
                start[lanes++] = row;
            }
        }
        start[lanes] = rows;
        this.longestFirst = new int[lanes];
        this.place = new int[lanes];
        orderByLength();
    }

    /**
     * @param partitions which rows begin a partition
     * @param before the partial result of the rows before the first, where that does not begin a partition
     */
    static Result over(
            AggregateFunction function, WindowArguments input, boolean[] partitions, @Nullable Batch before) {
        return new RunningAggregate(function, input, partitions).run(before);
    }

    private int length(int lane) {
        return start[lane + 1] - start[lane];
    }

    private void orderByLength() {
        var next = new int[LANE + 1];
        for (var lane = 0; lane < lanes; lane++) {
            next[length(lane) - 1]++;
        }
        for (var length = LANE - 1; length >= 0; length--) {
            next[length] += next[length + 1];
        }
        for (var lane = 0; lane < lanes; lane++) {
            place[lane] = next[length(lane)]++;
            longestFirst[place[lane]] = lane;
        }
    }

    private Result run(@Nullable Batch before) {
        var accumulator = function.create();
        accumulator.grow(lanes);
        beginLanes(accumulator, before);
        var parts = new ArrayList<Vector>();
        var found = new int[rows];
        var emitted = 0;
        var active = lanes;
        for (var step = 0; active > 0; step++) {
            var groups = new int[active];
            var items = new int[active];
            var count = 0;
            for (var lane = 0; lane < active; lane++) {
                var row = start[longestFirst[lane]] + step;
                found[row] = emitted + lane;
                if (input.counts(row)) {
                    groups[count] = lane;
                    items[count++] = row;
                }
            }
            input.add(accumulator, groups, Selection.of(items, count));
            parts.add(accumulator.results(0, active).flat());
            emitted += active;
            while (active > 0 && length(longestFirst[active - 1]) == step + 1) {
                active--;
            }
        }
        var last = place[lanes - 1];
        return new Result(Vectors.concat(parts).take(Selection.of(found, rows)), accumulator.partials(last, last + 1));
    }

    private void beginLanes(Accumulator accumulator, @Nullable Batch before) {
        var groups = new int[lanes];
        var items = new int[lanes];
        if (before != null) {
            var count = 0;
            while (count < lanes && firstLane[count] == 0) {
                groups[count] = place[count];
                count++;
            }
            accumulator.merge(groups, WindowArguments.take(before, Selection.of(items, count)));
        }
        var count = 0;
        for (var lane = 1; lane < lanes; lane++) {
            if (firstLane[lane] < lane) {
                groups[count] = place[lane];
                items[count++] = lane - 1;
            }
        }
        if (count > 0) {
            accumulator.merge(groups, WindowArguments.take(upToEachLane(), Selection.of(items, count)));
        }
    }

    /** The partial results of each lane and those before it in its partition, by doubling how many lanes are taken together. */
    private Batch upToEachLane() {
        var sums = ofEachLane();
        var longest = 0;
        for (var lane = 0; lane < lanes; lane++) {
            longest = Math.max(longest, lane - firstLane[lane] + 1);
        }
        var all = Selection.all(lanes).toRows();
        for (var distance = 1; distance < longest; distance *= 2) {
            var accumulator = function.create();
            accumulator.grow(lanes);
            var groups = new int[lanes];
            var items = new int[lanes];
            var count = 0;
            for (var lane = distance; lane < lanes; lane++) {
                if (lane - distance >= firstLane[lane]) {
                    groups[count] = lane;
                    items[count++] = lane - distance;
                }
            }
            accumulator.merge(groups, WindowArguments.take(sums, Selection.of(items, count)));
            accumulator.merge(all, sums);
            sums = accumulator.partials(0, lanes);
        }
        return sums;
    }

    private Batch ofEachLane() {
        var accumulator = function.create();
        accumulator.grow(lanes);
        var groups = new int[rows];
        var items = new int[rows];
        var count = 0;
        for (var lane = 0; lane < lanes; lane++) {
            for (var row = start[lane]; row < start[lane + 1]; row++) {
                if (input.counts(row)) {
                    groups[count] = lane;
                    items[count++] = row;
                }
            }
        }
        input.add(accumulator, groups, Selection.of(items, count));
        return accumulator.partials(0, lanes);
    }
}
