package io.weir.expression;

import io.weir.Nullable;
import io.weir.vector.BytesVector;
import io.weir.vector.Selection;
import java.nio.charset.StandardCharsets;

/**
 * Matches all rows of a vector with one pattern. Where the rows lie one after the other, what every match must contain is looked for in
 * all of them at once, with the platform's fast search; only rows that have it are matched in full.
 */
final class LikeSearch {
    /** How much larger than the values the range may be that they lie in. */
    private static final int SPARSE = 2;

    private LikeSearch() {}

    /** The part of the data that holds all values, one after the other. */
    private record Range(int from, int to) {}

    /** Null rows are matched as what stands there. */
    static void run(LikePattern pattern, BytesVector vector, Selection rows, boolean[] answer) {
        var needle = pattern.needle();
        var range = needle.length == 0 ? null : range(vector, rows);
        if (range == null) {
            for (var i = 0; i < rows.count(); i++) {
                var row = rows.row(i);
                answer[row] = matches(pattern, vector, row);
            }
            return;
        }
        var text = new String(vector.data(), range.from, range.to - range.from, StandardCharsets.ISO_8859_1);
        var wanted = new String(needle, StandardCharsets.ISO_8859_1);
        var i = 0;
        var found = text.indexOf(wanted);
        while (found >= 0) {
            while (i < rows.count() && isBefore(vector, rows.row(i), found + range.from)) {
                i++;
            }
            if (i == rows.count()) {
                return;
            }
            var row = rows.row(i);
            var start = vector.starts()[row] - range.from;
            var end = end(vector, row) - range.from;
            if (found < start) {
                found = text.indexOf(wanted, start);
            } else if (found + wanted.length() > end) {
                found = text.indexOf(wanted, found + 1);
            } else {
                answer[row] = matches(pattern, vector, row);
                found = text.indexOf(wanted, end);
            }
        }
    }

    /** An empty value holds nothing and may lie anywhere. */
    private static boolean isBefore(BytesVector vector, int row, int position) {
        return vector.lengths()[row] == 0 || end(vector, row) <= position;
    }

    private static int end(BytesVector vector, int row) {
        return vector.starts()[row] + vector.lengths()[row];
    }

    private static boolean matches(LikePattern pattern, BytesVector vector, int row) {
        return pattern.matches(vector.data(), vector.starts()[row], vector.lengths()[row]);
    }

    /** Null if the values do not lie in the order of rows or too much lies between them. Empty ones do not count. */
    private static @Nullable Range range(BytesVector vector, Selection rows) {
        var sum = 0L;
        var from = -1;
        var to = 0;
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            var start = vector.starts()[row];
            var length = vector.lengths()[row];
            if (length > 0) {
                if (start < to) {
                    return null;
                }
                from = from < 0 ? start : from;
                to = start + length;
                sum += length;
            }
        }
        return from < 0 || to - from > SPARSE * sum ? null : new Range(from, to);
    }
}
