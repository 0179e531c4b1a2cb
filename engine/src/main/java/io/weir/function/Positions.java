package io.weir.function;

import io.weir.expression.Row;
import io.weir.expression.Utf8;

/** Where text stands in text, in characters from 1; 0 if nowhere. */
final class Positions {
    private Positions() {}

    /** The first place from a character on. The numbers name arguments: where to search, and what for. */
    static long find(Row row, int text, int wanted, long from) {
        if (from < 1) {
            return 0;
        }
        var data = row.data(text);
        var start = row.start(text);
        var length = row.length(text);
        var skipped = Utf8.prefix(data, start, length, (int) Math.min(from - 1, Integer.MAX_VALUE));
        if (Utf8.count(data, start, skipped) < from - 1) {
            return 0;
        }
        var found = Utf8.find(
                data, start + skipped, start + length, row.data(wanted), row.start(wanted), row.length(wanted));
        return found < 0 ? 0 : Utf8.count(data, start, found - start) + 1;
    }

    /** The nth place, from the end if n is negative. */
    static long findNth(String text, String wanted, long n) {
        var index = n > 0 ? -1 : text.length();
        for (var i = 0L; i < Math.abs(n); i++) {
            index = n > 0 ? text.indexOf(wanted, index + 1) : text.lastIndexOf(wanted, index - 1);
            if (index < 0) {
                return 0;
            }
        }
        return n == 0 ? 0 : text.codePointCount(0, index) + 1;
    }
}
