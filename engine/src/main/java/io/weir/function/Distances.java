package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;

/** How much two texts differ, in characters. */
final class Distances {
    private Distances() {}

    /** The fewest insertions, deletions and replacements that make one of the other. */
    static long levenshtein(String left, String right) {
        var a = left.codePoints().toArray();
        var b = right.codePoints().toArray();
        var previous = new int[b.length + 1];
        for (var j = 0; j <= b.length; j++) {
            previous[j] = j;
        }
        for (var i = 1; i <= a.length; i++) {
            var current = new int[b.length + 1];
            current[0] = i;
            for (var j = 1; j <= b.length; j++) {
                var replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length];
    }

    /** In how many places two texts of one length differ. */
    static long hamming(String left, String right) {
        var a = left.codePoints().toArray();
        var b = right.codePoints().toArray();
        if (a.length != b.length) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "hamming_distance needs texts of one length: '" + left + "', '" + right + "'");
        }
        var differences = 0;
        for (var i = 0; i < a.length; i++) {
            differences += a[i] == b[i] ? 0 : 1;
        }
        return differences;
    }
}
