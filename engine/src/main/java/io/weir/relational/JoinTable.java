package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;
import java.util.Objects;

/** The build rows of a join, found by the code of their keys. Never changed once made, so tasks may share one. */
final class JoinTable {
    private final JoinShape shape;
    private final Batch rows;
    private final Vector[] keys;
    private final KeyEquality equality;
    private final RowChains chains;

    private JoinTable(JoinShape shape, Batch rows, Vector[] keys, RowChains chains) {
        this.shape = shape;
        this.rows = rows;
        this.keys = keys;
        this.equality = new KeyEquality(shape.codes());
        this.chains = chains;
    }

    /** @param rows compact and flat */
    static JoinTable of(JoinShape shape, Batch rows) {
        var draft = new Draft(shape, rows);
        draft.parts().forEach(Runnable::run);
        return draft.table();
    }

    /** A table to be made. */
    static final class Draft {
        private final JoinShape shape;
        private final Batch rows;
        private final Vector[] keys;
        private @Nullable RowChains chains;
        private @Nullable Batch answered;

        /** @param rows compact and flat */
        Draft(JoinShape shape, Batch rows) {
            this.shape = shape;
            this.rows = rows;
            this.keys = shape.buildKeys(rows);
        }

        Vector[] keys() {
            return keys;
        }

        /** What there is to do, in any order or at the same time; the longest is first. */
        List<Runnable> parts() {
            return List.of(this::index, this::encode);
        }

        private void index() {
            chains = new RowChains(shape.codes(), keys, rows.rows(), shape.distinct());
        }

        private void encode() {
            answered = shape.kind().settlesProbeRows() ? rows : RepeatedText.encode(rows);
        }

        /** After all parts. */
        JoinTable table() {
            return new JoinTable(shape, Objects.requireNonNull(answered), keys, Objects.requireNonNull(chains));
        }
    }

    /** Bytes of heap to reserve for a table of these rows. */
    static long wanted(GatheredRows rows) {
        return rows.bytes() + overhead(rows.rows());
    }

    /** Bytes of heap that a table of that many rows needs beside the rows. */
    static long overhead(long rows) {
        return rows > GatheredRows.MAX_ROWS ? Long.MAX_VALUE / 4 : HashIndex.bytes((int) rows) + 4 * rows;
    }

    /** Bytes of heap, the rows included. */
    long bytes() {
        return rows.bytes() + chains.bytes();
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
        return chains.unique();
    }

    /** Whether rows found still must have their keys compared. */
    boolean unsure() {
        return !chains.unique() && !shape.codes().exact();
    }

    /** The next row of the same code; -1 after the last. */
    int next(int row) {
        return chains.next(row);
    }

    /** {@code heads[i]} becomes the first row for the keys of {@code probe.row(i)}, or -1. {@link #unsure} ones are not compared yet. */
    void find(Vector[] probeKeys, Selection probe, int[] heads) {
        var comparable = shape.codes().comparable(probeKeys, probe);
        var codes = new long[comparable.count()];
        shape.codes().encode(probeKeys, comparable, codes);
        if (comparable.count() == probe.count()) {
            chains.find(codes, heads);
        } else {
            findSome(codes, comparable, probe, heads);
        }
        if (chains.unique() && !shape.codes().exact()) {
            dropFalse(probeKeys, probe, heads);
        }
    }

    private void findSome(long[] codes, Selection comparable, Selection probe, int[] heads) {
        var found = new int[codes.length];
        chains.find(codes, found);
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
