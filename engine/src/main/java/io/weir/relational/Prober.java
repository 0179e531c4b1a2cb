package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.operator.Output;
import io.weir.vector.Selection;
import java.util.Arrays;

/**
 * Joins probe batches with one table, batch by batch and never many more rows at once than a batch has.
 *
 * <pre>
 *   start ──► first candidates ──┬─ at most one each ─► probe batch narrowed, build columns gathered beside it
 *                                └─ several ──► pairs, a batch of them at a time ──► verdict on each probe row at the end
 * </pre>
 */
final class Prober {
    private static final byte[] NONE = {};

    private final JoinShape shape;
    private final JoinTable table;
    private final BuildFacts facts;
    private final int batchRows;
    private final JoinColumns columns;
    private final Matches matches;
    private final boolean[] partnered;
    private final boolean[] settled;
    private final boolean notes;

    private @Nullable Batch batch;
    private int[] heads = new int[0];
    private byte[] verdicts = new byte[0];
    private boolean whole;
    private boolean last;
    private final Candidates candidates;
    private int alone;

    Prober(JoinShape shape, JoinTable table, BuildFacts facts, int batchRows) {
        this.shape = shape;
        this.table = table;
        this.facts = facts;
        this.batchRows = batchRows;
        this.columns = JoinColumns.of(shape, table.rows());
        this.matches = new Matches(table);
        this.notes = shape.kind() != JoinKind.INNER;
        this.candidates = new Candidates(table);
        this.partnered = new boolean[shape.kind().keepsBuildRows() ? table.size() : 0];
        this.settled = shape.kind().settlesBuildRows() ? partnered : new boolean[0];
    }

    /** Takes a batch to join; the one before is done. */
    void start(Batch probe) {
        var fresh = verdicts.length < probe.rows() ? new byte[probe.rows()] : verdicts;
        Arrays.fill(fresh, 0, probe.rows(), Verdicts.NO);
        start(probe, fresh, true);
        whole = true;
    }

    /**
     * Takes a batch that meets the build rows table by table: each begins with the verdicts that the one before left, and only the
     * last answers what depends on all of them.
     */
    void start(Batch probe, byte[] earlier, boolean lastTable) {
        batch = probe;
        verdicts = earlier;
        whole = false;
        last = lastTable;
        heads = heads.length < probe.rows() ? new int[probe.rows()] : heads;
        matches.find(shape.probeKeys(probe), probe.selection(), heads);
        candidates.start(heads, probe.rows());
    }

    /** Emits until the output is full. True: the batch is not done. */
    boolean resume(Output output) throws Exception {
        if (batch == null) {
            return false;
        }
        var probe = batch;
        var simple = shape.residual().isEmpty() && !shape.searched() && table.unique();
        if (simple && shape.kind().settlesProbeRows()) {
            for (var i = 0; i < probe.rows(); i++) {
                verdicts[i] = heads[i] >= 0 ? Verdicts.YES : verdicts[i];
            }
        } else if (simple && whole) {
            emitOnce(probe, output);
            batch = null;
            return false;
        } else {
            while (candidates.any()) {
                if (output.isFull()) {
                    return true;
                }
                emitPairs(probe, output);
            }
        }
        batch = null;
        if (last) {
            settle(probe, output);
        }
        return false;
    }

    private void emitOnce(Batch probe, Output output) throws Exception {
        if (shape.kind().keepsBuildRows()) {
            for (var i = 0; i < probe.rows(); i++) {
                if (heads[i] >= 0) {
                    partnered[heads[i]] = true;
                }
            }
        }
        if (!shape.kind().answersPairs()) {
            return;
        }
        output.emit(shape.kind().keepsProbeRows() ? columns.outer(probe, heads) : columns.matched(probe, heads));
    }

    private void emitPairs(Batch probe, Output output) throws Exception {
        var positions = new int[batchRows];
        var probeRows = new int[batchRows];
        var buildRows = new int[batchRows];
        var n = candidates.take(positions, buildRows, shape.kind().settlesProbeRows() ? verdicts : NONE, settled);
        for (var i = 0; i < n; i++) {
            probeRows[i] = probe.selection().row(positions[i]);
        }
        if (table.unsure()) {
            n = table.keepEqual(shape.probeKeys(probe), probeRows, buildRows, positions, n);
        }
        if (n == 0) {
            return;
        }
        var alive = Selection.all(n);
        if (shape.residual().isPresent() || shape.kind().answersPairs()) {
            var pairs = columns.pairs(probe, probeRows, buildRows, n);
            if (shape.residual().isPresent()) {
                alive = shape.residual().get().select(pairs, alive);
            }
            if (shape.kind().answersPairs()) {
                output.emit(pairs.select(alive));
            }
        }
        for (var i = 0; i < alive.count() && notes; i++) {
            var pair = alive.row(i);
            note(probe, positions[pair], probeRows[pair], buildRows[pair]);
        }
    }

    private void note(Batch probe, int at, int probeRow, int buildRow) {
        if (partnered.length > 0) {
            partnered[buildRow] = true;
        }
        if (!shape.searched()) {
            verdicts[at] = Verdicts.YES;
            return;
        }
        var wanted = shape.searchedProbe(probe);
        var seen = shape.searchedBuild(table.rows());
        if (wanted.isNull(probeRow) || seen.isNull(buildRow)) {
            verdicts[at] = verdicts[at] == Verdicts.NO ? Verdicts.PERHAPS : verdicts[at];
        } else if (ValueOrder.compare(wanted, probeRow, seen, buildRow) == 0) {
            verdicts[at] = Verdicts.YES;
        }
    }

    private void settle(Batch probe, Output output) throws Exception {
        if (shape.kind().nullAware() && !shape.searched() && facts.anyRow()) {
            var key = shape.probeKeys(probe)[0];
            for (var i = 0; i < probe.rows(); i++) {
                if (verdicts[i] == Verdicts.NO
                        && (facts.anyNull() || key.isNull(probe.selection().row(i)))) {
                    verdicts[i] = Verdicts.PERHAPS;
                }
            }
        }
        var answer = Verdicts.answer(shape.kind(), probe, verdicts, columns);
        if (answer != null) {
            output.emit(answer);
        }
    }

    /** Emits the build rows that are answered by themselves, after the last probe row, until the output is full. True: there are more. */
    boolean resumeAlone(Output output) throws Exception {
        while (alone < partnered.length) {
            if (output.isFull()) {
                return true;
            }
            var rows = new int[batchRows];
            var n = 0;
            for (; alone < partnered.length && n < batchRows; alone++) {
                rows[n] = alone;
                n += partnered[alone] == (shape.kind() == JoinKind.BUILD_SEMI) ? 1 : 0;
            }
            output.emit(columns.alone(shape.kind(), Selection.of(rows, n)));
        }
        return false;
    }
}
