package io.weir.relational;

import io.weir.Nullable;
import io.weir.vector.Selection;
import io.weir.vector.Vector;

/**
 * The build rows of each code of keys. Never changed once made, so tasks may share one.
 *
 * <p>An index knows one row of each code. Rows of one code hang on that row by {@code next}, which counts rows from 1.
 */
final class RowChains {
    private static final int CHUNK = 1024;

    private final KeyCodes codes;
    private final Vector[] keys;
    private final int count;
    private final RowIndex index;
    private int @Nullable [] next;

    /**
     * @param keys of {@code count} rows
     * @param distinct whether one row of each code is enough
     */
    RowChains(KeyCodes codes, Vector[] keys, int count, boolean distinct) {
        this.codes = codes;
        this.keys = keys;
        this.count = count;
        this.index = index();
        var encoded = new long[CHUNK];
        for (var from = 0; from < count; from += CHUNK) {
            insert(encoded, encode(from, encoded), distinct);
        }
    }

    private RowIndex index() {
        if (keys.length != 1 || !codes.exact()) {
            return new HashIndex(count);
        }
        var least = Long.MAX_VALUE;
        var greatest = Long.MIN_VALUE;
        var encoded = new long[CHUNK];
        for (var from = 0; from < count; from += CHUNK) {
            var chosen = encode(from, encoded).count();
            for (var i = 0; i < chosen; i++) {
                least = Math.min(least, encoded[i]);
                greatest = Math.max(greatest, encoded[i]);
            }
        }
        return least <= greatest && DenseIndex.fits(least, greatest, count)
                ? new DenseIndex(least, (int) (greatest - least) + 1)
                : new HashIndex(count);
    }

    /** The codes of the rows from there on that can match at all. */
    private Selection encode(int from, long[] encoded) {
        var chunk = Selection.range(from, Math.min(CHUNK, count - from));
        var comparable = codes.comparable(keys, chunk);
        codes.encode(keys, comparable, encoded);
        return comparable;
    }

    private void insert(long[] encoded, Selection chosen, boolean distinct) {
        var earlier = new int[chosen.count()];
        index.put(encoded, chosen, distinct ? RowIndex.Keep.FIRST : RowIndex.Keep.LAST, earlier);
        if (distinct) {
            return;
        }
        for (var i = 0; i < earlier.length; i++) {
            if (earlier[i] >= 0) {
                if (next == null) {
                    next = new int[count];
                }
                next[chosen.row(i)] = earlier[i] + 1;
            }
        }
    }

    /** Bytes of heap besides the rows. */
    long bytes() {
        return index.bytes() + (next == null ? 0 : 4L * next.length);
    }

    /** Whether every code has at most one row. */
    boolean unique() {
        return next == null;
    }

    /** The next row of the same code; -1 after the last. */
    int next(int row) {
        return next == null ? -1 : next[row] - 1;
    }

    /** {@code found[i]} becomes the first row of {@code encoded[i]}, or -1. */
    void find(long[] encoded, int[] found) {
        index.find(encoded, found);
    }
}
