package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.vector.Selection;
import io.weir.vector.Vector;

/**
 * The build rows of a join, found by the code of their keys. Never changed once made, so tasks may share one.
 *
 * <p>Slots are pairs of longs, {@code {code, row + 1}}, at half load or less, probed one after the other; a zero row is a free slot.
 * Rows of one code hang on the slot's row by {@code next}, which also counts rows from 1.
 */
final class JoinTable {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int CHUNK = 1024;

    private final JoinShape shape;
    private final Batch rows;
    private final Vector[] keys;
    private final KeyEquality equality;
    private final long[] slots;
    private final int shift;
    private int @Nullable [] next;

    /** Rows are compact and flat. */
    JoinTable(JoinShape shape, Batch rows) {
        this.shape = shape;
        this.rows = !shape.kind().settlesProbeRows() ? RepeatedText.encode(rows) : rows;
        this.keys = shape.buildKeys(rows);
        this.equality = new KeyEquality(shape.codes());
        var capacity = capacity(rows.rows());
        this.slots = new long[2 * capacity];
        this.shift = 64 - Integer.numberOfTrailingZeros(capacity);
        var codes = new long[CHUNK];
        for (var from = 0; from < rows.rows(); from += CHUNK) {
            var chunk = Selection.range(from, Math.min(CHUNK, rows.rows() - from));
            var comparable = shape.codes().comparable(keys, chunk);
            shape.codes().encode(keys, comparable, codes);
            insert(codes, comparable);
        }
    }

    private static int capacity(int rows) {
        return Math.max(4, Integer.highestOneBit(Math.max(1, 2 * rows - 1)) << 1);
    }

    /** Bytes of heap to reserve for a table of these rows. */
    static long wanted(GatheredRows rows) {
        return rows.bytes() + overhead(rows.rows());
    }

    /** Bytes of heap that a table of that many rows needs beside the rows. */
    static long overhead(long rows) {
        return rows > GatheredRows.MAX_ROWS ? Long.MAX_VALUE / 4 : 16L * capacity((int) rows) + 4 * rows;
    }

    private void insert(long[] codes, Selection chosen) {
        var mask = slots.length - 1;
        var seen = new long[chosen.count()];
        for (var i = 0; i < seen.length; i++) { // brings the slots near, all misses at once
            seen[i] = slots[slot(codes[i])];
        }
        for (var i = 0; i < seen.length; i++) {
            var code = codes[i];
            var row = chosen.row(i);
            var slot = slot(code);
            while (slots[slot + 1] != 0 && slots[slot] != code) {
                slot = slot + 2 & mask;
            }
            if (slots[slot + 1] == 0) {
                slots[slot] = code;
                slots[slot + 1] = row + 1L;
            } else if (!shape.distinct()) {
                if (next == null) {
                    next = new int[rows.rows()];
                }
                next[row] = (int) slots[slot + 1];
                slots[slot + 1] = row + 1L;
            }
        }
    }

    private int slot(long code) {
        return (int) (code * SPREAD >>> shift) << 1;
    }

    /** Bytes of heap, the rows included. */
    long bytes() {
        return rows.bytes() + 8L * slots.length + (next == null ? 0 : 4L * next.length);
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
            find(codes, heads);
        } else {
            findSome(codes, comparable, probe, heads);
        }
        if (next == null && !shape.codes().exact()) {
            dropFalse(probeKeys, probe, heads);
        }
    }

    private void find(long[] codes, int[] heads) {
        var mask = slots.length - 1;
        var at = new int[codes.length];
        var seen = new long[codes.length];
        for (var i = 0; i < codes.length; i++) { // independent loads, so that their cache misses overlap
            at[i] = slot(codes[i]);
            seen[i] = slots[at[i]];
        }
        for (var i = 0; i < codes.length; i++) {
            var slot = at[i];
            var code = codes[i];
            var row = slots[slot + 1];
            if (seen[i] != code) {
                while (row != 0 && slots[slot] != code) {
                    slot = slot + 2 & mask;
                    row = slots[slot + 1];
                }
            }
            heads[i] = (int) row - 1;
        }
    }

    private void findSome(long[] codes, Selection comparable, Selection probe, int[] heads) {
        var found = new int[codes.length];
        find(codes, found);
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
