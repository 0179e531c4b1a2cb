package io.weir.relational;

import io.weir.Nullable;
import io.weir.expression.Accumulator;
import io.weir.expression.AggregateFunction;
import io.weir.flow.Batch;
import io.weir.vector.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Partial results of blocks of 16 leaves, of 16 such blocks and so on. Any stretch of leaves is then put together of few of them:
 * leaves at its left edge, blocks, larger blocks, blocks, leaves at its right edge, in this order. Any aggregate that can merge works,
 * whichever way its frames move.
 */
final class AggregateTree {
    private static final int FANOUT = 16;

    private final Batch leaves;
    private final boolean leavesArePartials;
    private final boolean @Nullable [] counted;
    private final List<Batch> levels = new ArrayList<>();

    private AggregateTree(Batch leaves, boolean leavesArePartials, boolean @Nullable [] counted) {
        this.leaves = leaves;
        this.leavesArePartials = leavesArePartials;
        this.counted = counted;
    }

    /**
     * A tree over rows of arguments.
     *
     * @param counted which rows count; null for all
     * @param longest the longest stretch that will be asked for
     */
    static AggregateTree ofRows(
            AggregateFunction function, Batch arguments, boolean @Nullable [] counted, int longest) {
        var tree = new AggregateTree(arguments, false, counted);
        tree.build(function, longest);
        return tree;
    }

    static AggregateTree ofPartials(AggregateFunction function, Batch partials) {
        var tree = new AggregateTree(partials, true, null);
        tree.build(function, partials.rows());
        return tree;
    }

    private void build(AggregateFunction function, int longest) {
        var blocks = leaves.rows() / FANOUT;
        var span = (long) FANOUT;
        while (blocks > 0 && span * 2 <= longest) {
            var accumulator = function.create();
            accumulator.grow(blocks);
            var pieces = new Pieces(levels.size(), blocks * FANOUT);
            for (var block = 0; block < blocks; block++) {
                pieces.add(block, block * FANOUT, (block + 1) * FANOUT);
            }
            pieces.addTo(accumulator);
            levels.add(accumulator.partials(0, blocks));
            blocks /= FANOUT;
            span *= FANOUT;
        }
    }

    /** Adds leaves {@code from[i]} to {@code to[i] - 1} to group {@code i}: upwards on all left edges, then downwards on the right. */
    void add(Accumulator accumulator, int[] from, int[] to) {
        var count = from.length;
        var left = from.clone();
        var right = to.clone();
        var rightPieces = new ArrayList<Pieces>();
        for (var level = 0; level <= levels.size(); level++) {
            var top = level == levels.size();
            var leftPieces = new Pieces(level, count);
            var pieces = new Pieces(level, top ? 0 : count);
            for (var i = 0; i < count; i++) {
                if (top) {
                    leftPieces.add(i, left[i], right[i]);
                    continue;
                }
                var nextLeft = (left[i] + FANOUT - 1) / FANOUT;
                var nextRight = right[i] / FANOUT;
                if (nextLeft >= nextRight) {
                    leftPieces.add(i, left[i], right[i]);
                    left[i] = 0;
                    right[i] = 0;
                } else {
                    leftPieces.add(i, left[i], nextLeft * FANOUT);
                    pieces.add(i, nextRight * FANOUT, right[i]);
                    left[i] = nextLeft;
                    right[i] = nextRight;
                }
            }
            leftPieces.addTo(accumulator);
            rightPieces.add(pieces);
        }
        for (var level = rightPieces.size() - 1; level >= 0; level--) {
            rightPieces.get(level).addTo(accumulator);
        }
    }

    /** Leaves, or blocks of one level, and the groups that they go to. */
    private final class Pieces {
        private final int level;
        private int[] groups;
        private int[] items;
        private int count;

        Pieces(int level, int expected) {
            this.level = level;
            this.groups = new int[expected];
            this.items = new int[expected];
        }

        void add(int group, int from, int to) {
            if (count + to - from > items.length) {
                var size = Math.max(2 * items.length, count + to - from);
                groups = Arrays.copyOf(groups, size);
                items = Arrays.copyOf(items, size);
            }
            for (var item = from; item < to; item++) {
                if (level > 0 || counted == null || counted[item]) {
                    groups[count] = group;
                    items[count++] = item;
                }
            }
        }

        void addTo(Accumulator accumulator) {
            if (count == 0) {
                return;
            }
            var taken = WindowArguments.take(level == 0 ? leaves : levels.get(level - 1), Selection.of(items, count));
            if (level == 0 && !leavesArePartials) {
                accumulator.update(groups, taken);
            } else {
                accumulator.merge(groups, taken);
            }
        }
    }
}
