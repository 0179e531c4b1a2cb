package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Selection;
import java.util.List;

/** The different rows of some columns that have been seen. */
final class DistinctKeys {
    private final GroupTable seen;
    private int[] numbers = new int[0];

    DistinctKeys(List<DataType> types) {
        seen = GroupTable.of(types);
    }

    /** Those rows alive that are equal to none before, in this batch or an earlier one. */
    Selection add(Batch rows) {
        var selection = rows.selection();
        var count = selection.count();
        if (count == 0) {
            return selection;
        }
        if (numbers.length < count) {
            numbers = new int[count];
        }
        var next = seen.count();
        seen.assign(rows, numbers);
        // numbers are given in the order of the rows, but for rare collisions
        var known = new boolean[seen.count() - next];
        var first = new int[known.length];
        var n = 0;
        for (var i = 0; i < count && n < first.length; i++) {
            var number = numbers[i] - next;
            if (number >= 0 && !known[number]) {
                known[number] = true;
                first[n++] = selection.row(i);
            }
        }
        return Selection.of(first, n);
    }

    int count() {
        return seen.count();
    }

    Batch rows(int from, int to) {
        return Batch.of(to - from, seen.keys(from, to));
    }

    long bytes() {
        return seen.bytes() + 4L * numbers.length;
    }

    /** Bytes held at the most while that many rows are added; what strings and nested values take comes on top. */
    long bytesToGrow(int rows) {
        return seen.bytesToGrow(rows) + 4L * Math.max(rows, numbers.length);
    }
}
