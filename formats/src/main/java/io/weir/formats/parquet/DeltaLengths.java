package io.weir.formats.parquet;

import java.util.Arrays;

/** The lengths of a page's byte arrays, all read at once because the bytes begin behind them. */
final class DeltaLengths {
    private static final int PART = 4096;

    final int[] lengths;
    final int count;
    /** Where the bytes behind the lengths begin. */
    final int end;

    /** Reads lengths, at most {@code max}. */
    DeltaLengths(byte[] bytes, int from, int to, int max) {
        if (from == to) {
            lengths = new int[0];
            count = 0;
            end = from;
            return;
        }
        var runs = new DeltaRuns(bytes, from, to);
        if (runs.total() < 0 || runs.total() > max) {
            throw new Damage("page has " + runs.total() + " lengths for " + max + " values");
        }
        count = (int) runs.total();
        var read = new int[Math.min(count, PART)];
        var part = new long[Math.min(count, PART)];
        for (var at = 0; at < count; ) {
            var some = Math.min(PART, count - at);
            runs.read(part, 0, some);
            if (at + some > read.length) {
                read = Arrays.copyOf(read, Math.min(count, 2 * (at + some)));
            }
            for (var i = 0; i < some; i++) {
                if (part[i] < 0 || part[i] > Integer.MAX_VALUE) {
                    throw new Damage("value of " + part[i] + " bytes");
                }
                read[at++] = (int) part[i];
            }
        }
        lengths = read;
        end = runs.position();
    }
}
