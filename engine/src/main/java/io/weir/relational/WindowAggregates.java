package io.weir.relational;

import io.weir.expression.Accumulator;
import io.weir.expression.AggregateFunction;
import io.weir.flow.Batch;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * An aggregate over a frame a row. Partial results of blocks of 16 rows, of 16 such blocks and so on are made once; a frame is then
 * put together of few of them: rows at its left edge, blocks, larger blocks, blocks, rows at its right edge, in this order. Any
 * aggregate that can merge works, whichever way its frames move.
 */
final class WindowAggregates {
    private static final int FANOUT = 16;
    private static final int ROWS_AT_ONCE = 4096;

    private final AggregateFunction function;
    private final Batch arguments;
    private final List<Batch> levels = new ArrayList<>();

    WindowAggregates(AggregateFunction function, Batch arguments) {
        this.function = function;
        this.arguments = arguments;
    }

    /** The results for frames from {@code from[i]} to {@code to[i] - 1}. */
    Vector over(int[] from, int[] to, int rows) {
        var longest = 0;
        for (var i = 0; i < rows; i++) {
            longest = Math.max(longest, to[i] - from[i]);
        }
        buildLevels(longest);
        var parts = new ArrayList<Vector>();
        for (var start = 0; start < rows; start += ROWS_AT_ONCE) {
            var count = Math.min(ROWS_AT_ONCE, rows - start);
            var accumulator = function.create();
            accumulator.grow(count);
            add(accumulator, from, to, start, count);
            parts.add(accumulator.results(0, count).flat());
        }
        return parts.isEmpty() ? Vectors.empty(function.type()) : Vectors.concat(parts);
    }

    private void buildLevels(int longest) {
        var blocks = arguments.rows() / FANOUT;
        var span = (long) FANOUT;
        while (blocks > 0 && span * 2 <= longest) {
            var accumulator = function.create();
            accumulator.grow(blocks);
            var below = levels.isEmpty() ? arguments : levels.get(levels.size() - 1);
            var used = below.slice(0, blocks * FANOUT);
            var groups = new int[used.rows()];
            for (var i = 0; i < groups.length; i++) {
                groups[i] = i / FANOUT;
            }
            if (levels.isEmpty()) {
                accumulator.update(groups, used);
            } else {
                accumulator.merge(groups, used);
            }
            levels.add(accumulator.partials(0, blocks));
            blocks /= FANOUT;
            span *= FANOUT;
        }
    }

    /** Works upwards on the left edges of all frames, then downwards on the right edges. */
    private void add(Accumulator accumulator, int[] from, int[] to, int start, int count) {
        var left = new int[count];
        var right = new int[count];
        for (var i = 0; i < count; i++) {
            left[i] = from[start + i];
            right[i] = to[start + i];
        }
        var rightPieces = new ArrayList<Pieces>();
        for (var level = 0; level <= levels.size(); level++) {
            var top = level == levels.size();
            var leftPieces = new Pieces(level);
            var pieces = new Pieces(level);
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

    /** Rows, or blocks of one level, and the frames that they belong to. */
    private final class Pieces {
        private final int level;
        private int[] groups = new int[256];
        private int[] items = new int[256];
        private int count;

        Pieces(int level) {
            this.level = level;
        }

        void add(int group, int from, int to) {
            while (count + to - from > items.length) {
                groups = java.util.Arrays.copyOf(groups, 2 * groups.length);
                items = java.util.Arrays.copyOf(items, 2 * items.length);
            }
            for (var item = from; item < to; item++) {
                groups[count] = group;
                items[count++] = item;
            }
        }

        void addTo(Accumulator accumulator) {
            if (count == 0) {
                return;
            }
            var rows = Selection.of(items, count);
            if (level == 0) {
                accumulator.update(groups, taken(arguments, rows));
            } else {
                accumulator.merge(groups, taken(levels.get(level - 1), rows));
            }
        }
    }

    private static Batch taken(Batch batch, Selection rows) {
        return Batch.of(
                rows.count(),
                batch.columns().stream().map(column -> column.take(rows)).toList());
    }
}
