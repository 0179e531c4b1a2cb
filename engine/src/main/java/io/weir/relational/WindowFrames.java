package io.weir.relational;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;
import java.util.Arrays;

/** The frame of every row, as the first row in it and the row behind it; both within the partition, empty where they are equal. */
final class WindowFrames {
    private final WindowRows rows;
    private final SortKeyOrder order;
    final int[] from;
    final int[] to;

    /** Compares the order column of a row with a value in another column of any row. */
    interface SortKeyOrder {
        /** Below zero if the order column of {@code row} comes before {@code bound} of {@code boundRow}. */
        int compare(int row, Vector bound, int boundRow);

        boolean isNull(int row);
    }

    WindowFrames(WindowRows rows, WindowCall.Frame frame, SortKeyOrder order) {
        this.rows = rows;
        this.order = order;
        this.from = new int[rows.rows()];
        this.to = new int[rows.rows()];
        fill(from, frame, frame.start(), 0);
        fill(to, frame, frame.end(), 1);
        for (var i = 0; i < from.length; i++) {
            to[i] = Math.max(to[i], from[i]);
        }
    }

    private void fill(int[] edge, WindowCall.Frame frame, WindowCall.Bound bound, int behind) {
        if (bound instanceof WindowCall.Bound.Unbounded unbounded) {
            for (var i = 0; i < edge.length; i++) {
                edge[i] = unbounded.first() ? rows.partitionStart(i) : rows.partitionEnd(i);
            }
        } else if (bound instanceof WindowCall.Bound.Offset offset) {
            fillOffsets(edge, frame.unit(), offset, behind);
        } else {
            for (var i = 0; i < edge.length; i++) {
                edge[i] = frame.unit() == WindowCall.Unit.ROWS
                        ? i + behind
                        : behind == 0 ? rows.peerStart(i) : rows.peerEnd(i);
            }
        }
    }

    private void fillOffsets(int[] edge, WindowCall.Unit unit, WindowCall.Bound.Offset offset, int behind) {
        var column = rows.batch().column(offset.amount().index()).flat();
        var row = 0;
        while (row < edge.length) {
            var end = rows.partitionEnd(row);
            switch (unit) {
                case ROWS -> fillRows(edge, row, end, offset.direction(), (LongVector) column, behind);
                case GROUPS -> fillGroups(edge, row, end, offset.direction(), (LongVector) column, behind);
                case RANGE -> fillRange(edge, row, end, column, behind);
            }
            row = end;
        }
    }

    private static void fillRows(int[] edge, int start, int end, int direction, LongVector amounts, int behind) {
        for (var i = start; i < end; i++) {
            var moved = i + direction * amount(amounts, i, end - start) + behind;
            edge[i] = (int) Math.max(start, Math.min(end, moved));
        }
    }

    private void fillGroups(int[] edge, int start, int end, int direction, LongVector amounts, int behind) {
        var groups = rows.peerStarts(start, end);
        for (var i = start; i < end; i++) {
            var group = Arrays.binarySearch(groups, rows.peerStart(i));
            var moved = group + direction * amount(amounts, i, groups.length) + behind;
            edge[i] = groups[(int) Math.max(0, Math.min(groups.length - 1, moved))];
        }
    }

    private static long amount(LongVector amounts, int row, long most) {
        if (amounts.isNull(row) || amounts.value(row) < 0) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT, "the offset of a window frame must not be null or negative");
        }
        return Math.min(amounts.value(row), most);
    }

    /** Rows whose order column is null have their peers as frame. */
    private void fillRange(int[] edge, int start, int end, Vector bounds, int behind) {
        var first = start;
        var last = end;
        while (first < end && order.isNull(first)) {
            edge[first] = behind == 0 ? rows.peerStart(first) : rows.peerEnd(first);
            first++;
        }
        while (last > first && order.isNull(last - 1)) {
            edge[last - 1] = behind == 0 ? rows.peerStart(last - 1) : rows.peerEnd(last - 1);
            last--;
        }
        for (var i = first; i < last; i++) {
            edge[i] = search(first, last, bounds, i, behind);
        }
    }

    /** The first row not before the bound, or, for the frame's end, the first row after it. */
    private int search(int start, int end, Vector bounds, int boundRow, int behind) {
        var low = start;
        var high = end;
        while (low < high) {
            var middle = (low + high) >>> 1;
            var compared = order.compare(middle, bounds, boundRow);
            if (compared < 0 || compared == 0 && behind == 1) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
