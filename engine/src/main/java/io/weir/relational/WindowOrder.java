package io.weir.relational;

import io.weir.Nullable;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.ArrayList;

/** Finds places in partitions by the one column that orders them, for frames by distance. */
final class WindowOrder {
    private final WindowRows rows;
    private final SortColumn key;

    /** The key of each page's first row, once it is needed. */
    private @Nullable Vector firsts;

    /** The rows without nulls of the partition looked at last. */
    private int partition = WindowRows.NONE;

    private int from;
    private int to;

    WindowOrder(WindowRows rows, SortColumn key) {
        this.rows = rows;
        this.key = key;
    }

    boolean isNull(WindowPage page, int i) {
        return keys(page).isNull(i);
    }

    /** Compares the key of a page's row with a value, in the direction of the order. */
    int compare(WindowPage page, int i, Vector values, int row) {
        return compare(keys(page), i, values, row);
    }

    private int compare(Vector left, int leftRow, Vector right, int rightRow) {
        var order = ValueOrder.compare(left, leftRow, right, rightRow);
        return key.ascending() ? order : -order;
    }

    /**
     * The first row of the partition of the page's {@code i}th row that is not before the {@code i}th bound, or, {@code behind} it, the
     * first that comes after. Rows with nulls do not count; that row's own key must not be null.
     */
    int place(WindowPage page, int i, Vector bounds, boolean behind) {
        var start = page.partitionStart(i);
        if (start != partition) {
            var end = page.partitionEnd(i);
            partition = start;
            from = key.nullsFirst() ? first(start, end, (keys, row) -> !keys.isNull(row)) : start;
            to = key.nullsFirst() ? end : first(start, end, (keys, row) -> keys.isNull(row));
        }
        var least = behind ? 1 : 0;
        return first(from, to, (keys, row) -> compare(keys, row, bounds, i) >= least);
    }

    /** What holds for a row holds for all rows after it too. */
    private interface Condition {
        boolean holds(Vector keys, int row);
    }

    /** The first row for which the condition holds, {@code end} if there is none. */
    private int first(int start, int end, Condition condition) {
        if (start == end) {
            return end;
        }
        var low = rows.pageOf(start);
        var high = rows.pageOf(end - 1);
        while (low < high) {
            var middle = (low + high + 1) >>> 1;
            if (condition.holds(firsts(), middle)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        var page = rows.page(low);
        var keys = keys(page);
        var from = Math.max(start - page.first(), 0);
        var to = Math.min(end - page.first(), page.rows());
        while (from < to) {
            var middle = (from + to) >>> 1;
            if (condition.holds(keys, middle)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return page.first() + from;
    }

    private Vector keys(WindowPage page) {
        return page.batch().column(key.column());
    }

    private Vector firsts() {
        if (firsts == null) {
            var found = new ArrayList<Vector>();
            for (var page = 0; page < rows.pages(); page++) {
                found.add(keys(rows.page(page)).slice(0, 1).flat());
            }
            firsts = Vectors.concat(found);
        }
        return firsts;
    }
}
