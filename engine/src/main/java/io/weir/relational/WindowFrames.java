package io.weir.relational;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.relational.WindowCall.Bound;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;

/** Finds the frame of every row; always within the row's partition. */
final class WindowFrames {
    private final WindowRows rows;
    private final WindowCall.Frame frame;
    private final @Nullable WindowOrder order;

    WindowFrames(WindowRows rows, WindowCall.Frame frame) {
        this.rows = rows;
        this.frame = frame;
        var key = frame.key();
        this.order = key == null ? null : new WindowOrder(rows, key);
    }

    /** The frames of a page's rows. */
    FrameParts of(WindowPage page) {
        var from = new int[page.rows()];
        var to = new int[from.length];
        fill(page, from, frame.start(), 0);
        fill(page, to, frame.end(), 1);
        for (var i = 0; i < from.length; i++) {
            to[i] = Math.max(to[i], from[i]);
        }
        return switch (frame.exclusion()) {
            case NONE -> new FrameParts(new int[][] {from}, new int[][] {to});
            case CURRENT_ROW -> without(page, from, to, false);
            case GROUP -> without(page, from, to, true);
            case TIES -> withoutTies(page, from, to);
        };
    }

    private void fill(WindowPage page, int[] edge, Bound bound, int behind) {
        if (bound instanceof Bound.Unbounded unbounded) {
            for (var i = 0; i < edge.length; i++) {
                edge[i] = unbounded.first() ? page.partitionStart(i) : page.partitionEnd(i);
            }
        } else if (bound instanceof Bound.Offset offset) {
            var amounts = page.batch().column(offset.amount().index()).flat();
            for (var i = 0; i < edge.length; i++) {
                edge[i] = switch (frame.unit()) {
                    case ROWS -> movedByRows(page, i, offset.direction() * amount(amounts, i) + behind);
                    case GROUPS -> movedByGroups(page, i, offset.direction() * amount(amounts, i) + behind);
                    case RANGE -> movedByValue(page, i, offset.direction(), amounts, behind);
                };
            }
        } else {
            for (var i = 0; i < edge.length; i++) {
                edge[i] = frame.unit() == WindowCall.Unit.ROWS ? page.first() + i + behind : peers(page, i, behind);
            }
        }
    }

    private static int peers(WindowPage page, int i, int behind) {
        return behind == 0 ? page.peerStart(i) : page.peerEnd(i);
    }

    private static int movedByRows(WindowPage page, int i, long distance) {
        var moved = page.first() + i + distance;
        return (int) Math.max(page.partitionStart(i), Math.min(page.partitionEnd(i), moved));
    }

    private int movedByGroups(WindowPage page, int i, long distance) {
        var moved = page.group(page.first() + i) + distance;
        var start = moved < 0 ? 0 : rows.groupStart((int) Math.min(moved, rows.groups()));
        return Math.max(page.partitionStart(i), Math.min(page.partitionEnd(i), start));
    }

    /** Enough for any frame, and not so much that adding to it overflows. */
    private static long amount(Vector amounts, int i) {
        var amount = ((LongVector) amounts).value(i);
        if (amounts.isNull(i) || amount < 0) {
            throw badOffset();
        }
        return Math.min(amount, Integer.MAX_VALUE);
    }

    private static EngineException badOffset() {
        return new EngineException(
                ErrorCode.INVALID_ARGUMENT, "the offset of a window frame must not be null or negative");
    }

    /** Rows whose order column is null have their peers as frame. */
    private int movedByValue(WindowPage page, int i, int direction, Vector bounds, int behind) {
        if (order == null) {
            throw new IllegalStateException("a frame by distance without a key: " + frame);
        }
        if (order.isNull(page, i)) {
            return peers(page, i, behind);
        }
        if (bounds.isNull(i) || order.compare(page, i, bounds, i) * direction > 0) {
            throw badOffset();
        }
        return order.place(page, i, bounds, behind == 1);
    }

    private static FrameParts without(WindowPage page, int[] from, int[] to, boolean peers) {
        var parts = FrameParts.of(2, from.length);
        for (var i = 0; i < from.length; i++) {
            var row = page.first() + i;
            parts.set(0, i, from[i], Math.min(to[i], peers ? page.peerStart(i) : row));
            parts.set(1, i, Math.max(from[i], peers ? page.peerEnd(i) : row + 1), to[i]);
        }
        return parts;
    }

    private static FrameParts withoutTies(WindowPage page, int[] from, int[] to) {
        var parts = FrameParts.of(3, from.length);
        for (var i = 0; i < from.length; i++) {
            var row = page.first() + i;
            parts.set(0, i, from[i], Math.min(to[i], page.peerStart(i)));
            parts.set(1, i, Math.max(from[i], row), Math.min(to[i], row + 1));
            parts.set(2, i, Math.max(from[i], page.peerEnd(i)), to[i]);
        }
        return parts;
    }
}
