package io.weir.relational;

import io.weir.Nullable;
import io.weir.expression.Accumulator;
import io.weir.expression.AggregateFunction;
import io.weir.flow.Batch;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * An aggregate over the frame of each row. Frames that begin with their partition are stations of one run through it; others are put
 * together from {@link AggregateTree}s.
 */
final class WindowAggregate implements WindowFunction {
    private static final int FRAMES_AT_ONCE = 4096;
    private static final int ITEMS_AT_ONCE = 1 << 16;

    /** Frames with so few rows on the average are added row by row. */
    private static final int FEW = 4;

    private final WindowCall.Aggregate call;
    private final AggregateFunction function;
    private final WindowRows rows;
    private final WindowFrames frames;
    private final RecentPages<WindowArguments> inputs;
    private final RecentPages<AggregateTree> trees;
    private final RecentPages<Vector> stations;

    /** The page that the run through the partition comes to next, and what it brings there. */
    private int nextPage;

    private @Nullable Batch brought;

    /** Over the partial results of whole pages, once it is needed. */
    private @Nullable AggregateTree pageTree;

    WindowAggregate(WindowCall.Aggregate call, WindowRows rows) {
        this.call = call;
        this.function = call.function();
        this.rows = rows;
        this.frames = new WindowFrames(rows, call.frame());
        this.inputs = new RecentPages<>(page -> WindowArguments.of(call, rows.page(page)));
        this.trees = new RecentPages<>(page -> tree(page, Integer.MAX_VALUE));
        this.stations = new RecentPages<>(this::runTo);
    }

    @Override
    public Vector of(WindowPage page) {
        var all = frames.of(page);
        var count = 0;
        var different = new int[all.rows()];
        var frameOf = new int[all.rows()];
        for (var i = 0; i < frameOf.length; i++) {
            if (i == 0 || !all.sameAsBefore(i)) {
                different[count++] = i;
            }
            frameOf[i] = count - 1;
        }
        return over(all.select(different, count), page.rows()).take(Selection.of(frameOf, frameOf.length));
    }

    private Vector over(FrameParts parts, int pageRows) {
        if (call.previous() != null && !call.frame().startsWithPartition()) {
            return inTurns(parts, this::addDistinct);
        } else if (rows.pages() > 1) {
            return call.frame().startsWithPartition() ? ofRun(parts) : inTurns(parts, this::addByPages);
        }
        var longest = 0;
        var sum = 0L;
        for (var part = 0; part < parts.count(); part++) {
            for (var i = 0; i < parts.rows(); i++) {
                longest = Math.max(longest, parts.to(part, i) - parts.from(part, i));
                sum += parts.to(part, i) - parts.from(part, i);
            }
        }
        if (call.frame().startsWithPartition() && sum > (long) FEW * pageRows) {
            return ofRun(parts);
        }
        var tree = tree(0, longest);
        return inTurns(parts, (accumulator, some) -> {
            for (var part = 0; part < some.count(); part++) {
                tree.add(accumulator, some.from()[part], some.to()[part]);
            }
        });
    }

    private AggregateTree tree(int page, int longest) {
        var input = inputs.get(page);
        return AggregateTree.ofRows(function, input.arguments(), input.counted(), longest);
    }

    private Vector ofRun(FrameParts parts) {
        var last = new int[parts.rows()];
        var places = new int[last.length];
        for (var i = 0; i < last.length; i++) {
            var empty = parts.from(0, i) == parts.to(0, i);
            last[i] = empty ? WindowRows.NONE : parts.to(0, i) - 1;
            places[i] = empty ? last.length : i;
        }
        var found = rows.gather(page -> stations.get(page.number()), last).flat();
        var ofNothing = function.create();
        ofNothing.grow(1);
        return Vectors.concat(List.of(found, ofNothing.results(0, 1).flat())).take(Selection.of(places, places.length));
    }

    /** The results after each row of a page; begins again where the run is past it. */
    private Vector runTo(int wanted) {
        if (wanted < nextPage) {
            nextPage = 0;
            brought = null;
        }
        while (true) {
            var page = rows.page(nextPage);
            var run = RunningAggregate.over(function, inputs.get(nextPage), page.partitions(), brought);
            brought = run.after();
            if (nextPage++ == wanted) {
                return run.results();
            }
        }
    }

    /** Adds the rows of each frame to the group of its number. */
    private interface Addition {
        void add(Accumulator accumulator, FrameParts parts);
    }

    private Vector inTurns(FrameParts parts, Addition addition) {
        var results = new ArrayList<Vector>();
        for (var start = 0; start < parts.rows(); start += FRAMES_AT_ONCE) {
            var count = Math.min(FRAMES_AT_ONCE, parts.rows() - start);
            var accumulator = function.create();
            accumulator.grow(count);
            addition.add(accumulator, parts.slice(start, count));
            results.add(accumulator.results(0, count).flat());
        }
        return Vectors.concat(results);
    }

    private void addByPages(Accumulator accumulator, FrameParts parts) {
        for (var part = 0; part < parts.count(); part++) {
            addByPages(accumulator, parts.from()[part], parts.to()[part]);
        }
    }

    /** Adds the rows in the first page of each stretch, then whole pages, then the rows in the last. */
    private void addByPages(Accumulator accumulator, int[] from, int[] to) {
        var count = from.length;
        var left = new int[count];
        var right = new int[count];
        var wholeFrom = new int[count];
        var wholeTo = new int[count];
        var anyWhole = false;
        for (var i = 0; i < count; i++) {
            var some = from[i] < to[i];
            left[i] = some ? from[i] : WindowRows.NONE;
            right[i] = some && rows.pageOf(to[i] - 1) > rows.pageOf(from[i]) ? to[i] - 1 : WindowRows.NONE;
            wholeFrom[i] = some ? rows.pageOf(from[i]) + 1 : 0;
            wholeTo[i] = right[i] == WindowRows.NONE ? wholeFrom[i] : rows.pageOf(right[i]);
            anyWhole |= wholeTo[i] > wholeFrom[i];
        }
        addEdges(accumulator, left, from, to);
        if (anyWhole) {
            pageTree().add(accumulator, wholeFrom, wholeTo);
        }
        addEdges(accumulator, right, from, to);
    }

    /** Adds of each frame the rows in the page of one of its ends. */
    private void addEdges(Accumulator accumulator, int[] ends, int[] from, int[] to) {
        for (var number : PageSet.of(rows, ends)) {
            var page = rows.page(number);
            var localFrom = new int[ends.length];
            var localTo = new int[ends.length];
            for (var i = 0; i < ends.length; i++) {
                if (ends[i] != WindowRows.NONE && page.holds(ends[i])) {
                    localFrom[i] = Math.max(from[i] - page.first(), 0);
                    localTo[i] = Math.min(to[i] - page.first(), page.rows());
                }
            }
            trees.get(number).add(accumulator, localFrom, localTo);
        }
    }

    private AggregateTree pageTree() {
        if (pageTree == null) {
            var accumulator = function.create();
            accumulator.grow(rows.pages());
            for (var number = 0; number < rows.pages(); number++) {
                var groups = new int[rows.page(number).rows()];
                Arrays.fill(groups, number);
                accumulator.update(groups, inputs.get(number).countedOnly());
            }
            pageTree = AggregateTree.ofPartials(function, accumulator.partials(0, rows.pages()));
        }
        return pageTree;
    }

    /** Adds of each frame's equal rows the first. */
    private void addDistinct(Accumulator accumulator, FrameParts parts) {
        for (var part = 0; part < parts.count(); part++) {
            for (var number : pagesBetween(parts.from()[part], parts.to()[part])) {
                var page = rows.page(number);
                var input = inputs.get(number);
                var groups = new int[ITEMS_AT_ONCE];
                var items = new int[ITEMS_AT_ONCE];
                var count = 0;
                for (var i = 0; i < parts.rows(); i++) {
                    var end = Math.min(parts.to(part, i) - page.first(), page.rows());
                    for (var row = Math.max(parts.from(part, i) - page.first(), 0); row < end; row++) {
                        if (input.counts(row) && isFirst(page, row, parts, i)) {
                            groups[count] = i;
                            items[count++] = row;
                        }
                        if (count == ITEMS_AT_ONCE) {
                            input.add(accumulator, groups, Selection.of(items, count));
                            items = new int[ITEMS_AT_ONCE];
                            count = 0;
                        }
                    }
                }
                input.add(accumulator, groups, Selection.of(items, count));
            }
        }
    }

    private int[] pagesBetween(int[] from, int[] to) {
        var first = Integer.MAX_VALUE;
        var last = WindowRows.NONE;
        for (var i = 0; i < from.length; i++) {
            if (from[i] < to[i]) {
                first = Math.min(first, rows.pageOf(from[i]));
                last = Math.max(last, rows.pageOf(to[i] - 1));
            }
        }
        return IntStream.rangeClosed(first, last).toArray();
    }

    /** Whether no equal of the row comes before it in the frame. Those that the frame leaves out are looked behind. */
    private boolean isFirst(WindowPage page, int row, FrameParts parts, int i) {
        var equal = previous(page, row);
        while (equal >= parts.from(0, i) && !parts.holds(i, equal)) {
            var other = rows.page(rows.pageOf(equal));
            equal = previous(other, equal - other.first());
        }
        return equal < parts.from(0, i);
    }

    /** The row before that has the same arguments. */
    private int previous(WindowPage page, int row) {
        var previous = Objects.requireNonNull(call.previous());
        var numbers = (LongVector) page.batch().column(previous.index()).flat();
        return numbers.isNull(row) ? WindowRows.NONE : page.partitionStart(row) + (int) numbers.value(row) - 1;
    }
}
