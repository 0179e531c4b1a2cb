package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.vector.Selection;
import io.weir.vector.Vector;

/**
 * The build rows of a join, found by the code of their keys. Never changed once made, so tasks may share one.
 *
 * <p>An index knows one row of each code.
 * Rows of one code hang on that row by {@code next}, which also counts rows from 1.
 */
final class JoinTable {
    private static final int CHUNK = 1024;

    private final JoinShape shape;
    private final Batch rows;
    private final Vector[] keys;
    private final KeyEquality equality;
    private final RowIndex index;
    private int @Nullable [] next;

    /** Rows are compact and flat. */
    JoinTable(JoinShape shape, Batch rows) {
        this.shape = shape;
        this.rows = !shape.kind().settlesProbeRows() ? RepeatedText.encode(rows) : rows;
        this.keys = shape.buildKeys(rows);
        this.equality = new KeyEquality(shape.codes());
        this.index = index(rows.rows());
        var codes = new long[CHUNK];
        for (var from = 0; from < rows.rows(); from += CHUNK) {
            insert(codes, encode(from, codes));
        }
    }

    private RowIndex index(int count) {
        if (keys.length != 1 || !shape.codes().exact()) {
            return new HashIndex(count);
        }
        var least = Long.MAX_VALUE;
        var greatest = Long.MIN_VALUE;
        var codes = new long[CHUNK];
        for (var from = 0; from < count; from += CHUNK) {
            var chosen = encode(from, codes).count();
            for (var i = 0; i < chosen; i++) {
                least = Math.min(least, codes[i]);
                greatest = Math.max(greatest, codes[i]);
            }
        }
        return least <= greatest && DenseIndex.fits(least, greatest, count)
                ? new DenseIndex(least, (int) (greatest - least) + 1)
                : new HashIndex(count);
    }

    /** The codes of the rows from there on that can match at all. */
    private Selection encode(int from, long[] codes) {
        var chunk = Selection.range(from, Math.min(CHUNK, rows.rows() - from));
        var comparable = shape.codes().comparable(keys, chunk);
        shape.codes().encode(keys, comparable, codes);
        return comparable;
    }

    /** Bytes of heap to reserve for a table of these rows. */
    static long wanted(GatheredRows rows) {
        return rows.bytes() + overhead(rows.rows());
    }

    /** Bytes of heap that a table of that many rows needs beside the rows. */
    static long overhead(long rows) {
        return rows > GatheredRows.MAX_ROWS ? Long.MAX_VALUE / 4 : HashIndex.bytes((int) rows) + 4 * rows;
    }

    private void insert(long[] codes, Selection chosen) {
        var earlier = new int[chosen.count()];
        index.put(codes, chosen, shape.distinct() ? RowIndex.Keep.FIRST : RowIndex.Keep.LAST, earlier);
        if (shape.distinct()) {
            return;
        }
        for (var i = 0; i < earlier.length; i++) {
            if (earlier[i] >= 0) {
                if (next == null) {
                    next = new int[rows.rows()];
                }
                next[chosen.row(i)] = earlier[i] + 1;
            }
        }
    }

    /** Bytes of heap, the rows included. */
    long bytes() {
        return rows.bytes() + index.bytes() + (next == null ? 0 : 4L * next.length);
    }

    Batch rows() {
        return rows;
    }

    int size() {
        return rows.rows();
    }

    /** Whether a null key may have rows. */
    boolean matchesNulls() {
        return shape.codes().nullsMatch();
    }

    /** Whether every key has at most one row. */
    boolean unique() {
        return next == null;
    }

    /** Whether rows found still must have their keys compared. */
    boolean unsure() {
        return next != null && !shape.codes().exact();
    }

    /** The next row of the same code; -1 after the last. */
    int next(int row) {
        return next == null ? -1 : next[row] - 1;
    }

    /** {@code heads[i]} becomes the first row for the keys of {@code probe.row(i)}, or -1. {@link #unsure} ones are not compared yet. */
    void find(Vector[] probeKeys, Selection probe, int[] heads) {
        var comparable = shape.codes().comparable(probeKeys, probe);
        var codes = new long[comparable.count()];
        shape.codes().encode(probeKeys, comparable, codes);
        if (comparable.count() == probe.count()) {
            index.find(codes, heads);
        } else {
            findSome(codes, comparable, probe, heads);
        }
        if (next == null && !shape.codes().exact()) {
            dropFalse(probeKeys, probe, heads);
        }
    }

    private void findSome(long[] codes, Selection comparable, Selection probe, int[] heads) {
        var found = new int[codes.length];
        index.find(codes, found);
        var n = 0;
        for (var i = 0; i < probe.count(); i++) {
            var known = n < found.length && comparable.row(n) == probe.row(i);
            heads[i] = known ? found[n++] : -1;
        }
    }

    private void dropFalse(Vector[] probeKeys, Selection probe, int[] heads) {
        var positions = new int[probe.count()];
        var probeRows = new int[probe.count()];
        var buildRows = new int[probe.count()];
        var n = 0;
        for (var i = 0; i < probe.count(); i++) {
            positions[n] = i;
            probeRows[n] = probe.row(i);
            buildRows[n] = heads[i];
            n += heads[i] >= 0 ? 1 : 0;
        }
        var equal = new boolean[n];
        equality.compare(probeKeys, probeRows, keys, buildRows, n, equal);
        for (var i = 0; i < n; i++) {
            if (!equal[i]) {
                heads[positions[i]] = -1;
            }
        }
    }

    /** Keeps the pairs whose keys are equal, at the front of both arrays; answers how many. */
    int keepEqual(Vector[] probeKeys, int[] probeRows, int[] buildRows, int[] positions, int count) {
        var equal = new boolean[count];
        equality.compare(probeKeys, probeRows, keys, buildRows, count, equal);
        var n = 0;
        for (var i = 0; i < count; i++) {
            probeRows[n] = probeRows[i];
            buildRows[n] = buildRows[i];
            positions[n] = positions[i];
            n += equal[i] ? 1 : 0;
        }
        return n;
    }
}
