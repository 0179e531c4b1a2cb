package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.Arrays;

/** Puts the columns of both sides of a join together. */
final class JoinColumns {
    /** Below one row alive in so many, probe rows are copied out rather than build rows gathered for dead ones. */
    private static final int SPARSE = 4;

    private final JoinInputs inputs;
    private final Batch build;
    /** The build column that equals the probe column {@link #probeKey} in every pair, so that it need not be gathered; or -1. */
    private final int buildKey;

    private final int probeKey;

    private JoinColumns(JoinInputs inputs, Batch build, int buildKey, int probeKey) {
        this.inputs = inputs;
        this.build = build;
        this.buildKey = buildKey;
        this.probeKey = probeKey;
    }

    static JoinColumns of(JoinShape shape, Batch build) {
        var same = shape.codes().exact()
                && shape.buildKeyColumns().length == 1
                && build.width() == shape.inputs().build().size();
        return new JoinColumns(
                shape.inputs(), build, same ? shape.buildKeyColumns()[0] : -1, same ? shape.probeKeyColumns()[0] : -1);
    }

    static JoinColumns of(JoinInputs inputs, Batch build) {
        return new JoinColumns(inputs, build, -1, -1);
    }

    /** The probe rows with a partner, beside it; {@code partners[i]} is the build row of the {@code i}th row alive or -1. */
    Batch matched(Batch probe, int[] partners) {
        var count = probe.rows();
        var rows = new int[count];
        var chosen = new int[count];
        var n = 0;
        for (var i = 0; i < count; i++) {
            rows[n] = probe.selection().row(i);
            chosen[n] = partners[i];
            n += partners[i] >= 0 ? 1 : 0;
        }
        var alive = n == count ? probe.selection() : Selection.of(rows, n);
        var kept = probe.select(alive);
        if (n == 0) {
            return Batch.of(0, Vectors.empty(inputs.pairs()));
        }
        if (alive.isAll() && n == probe.physicalRows()) {
            return withBuild(kept, Selection.of(chosen, n));
        }
        if ((long) n * SPARSE < probe.physicalRows()) {
            return withBuild(kept.compact(), Selection.of(chosen, n));
        }
        var aligned = new int[probe.physicalRows()];
        for (var i = 0; i < n; i++) {
            aligned[rows[i]] = chosen[i];
        }
        return withBuild(kept, Selection.of(aligned, aligned.length));
    }

    private Batch withBuild(Batch probe, Selection partners) {
        var all = Arrays.copyOf(
                probe.columns().toArray(Vector[]::new), inputs.probe().size() + build.width());
        for (var i = 0; i < build.width(); i++) {
            all[inputs.probe().size() + i] =
                    i == buildKey ? probe.column(probeKey) : build.column(i).take(partners);
        }
        return probe.withColumns(all);
    }

    /** All probe rows, beside their partner or nulls. */
    Batch outer(Batch probe, int[] partners) {
        var sparse = (long) probe.rows() * SPARSE < probe.physicalRows();
        var kept = sparse ? probe.compact() : probe;
        var aligned = partners;
        if (!kept.selection().isAll() || kept.rows() != kept.physicalRows()) {
            aligned = new int[kept.physicalRows()];
            Arrays.fill(aligned, -1);
            for (var i = 0; i < kept.rows(); i++) {
                aligned[kept.selection().row(i)] = partners[i];
            }
        }
        var all = Arrays.copyOf(
                kept.columns().toArray(Vector[]::new), inputs.probe().size() + build.width());
        for (var i = 0; i < build.width(); i++) {
            all[inputs.probe().size() + i] = Vectors.takeOrNull(build.column(i), aligned, kept.physicalRows());
        }
        return kept.withColumns(all);
    }

    /** Pairs of physical probe rows and build rows. The arrays belong to the batch from now on. */
    Batch pairs(Batch probe, int[] probeRows, int[] buildRows, int count) {
        var taken = Selection.of(probeRows, count);
        var columns = new Vector[probe.width()];
        for (var i = 0; i < columns.length; i++) {
            columns[i] = probe.column(i).take(taken);
        }
        return withBuild(Batch.of(count, columns), Selection.of(buildRows, count));
    }

    /** All probe rows beside one build row. */
    Batch beside(Batch probe, int row) {
        var all = Arrays.copyOf(
                probe.columns().toArray(Vector[]::new), inputs.pairs().size());
        for (var i = probe.width(); i < all.length; i++) {
            var value = build.column(i - probe.width()).slice(row, 1).flat();
            all[i] = new ConstantVector(value, probe.physicalRows());
        }
        return probe.withColumns(all);
    }

    /** Probe rows beside nulls. */
    Batch withoutPartner(Batch probe) {
        var all = Arrays.copyOf(
                probe.columns().toArray(Vector[]::new), inputs.pairs().size());
        for (var i = probe.width(); i < all.length; i++) {
            all[i] = Vectors.nulls(inputs.build().type(i - probe.width()), probe.physicalRows());
        }
        return probe.withColumns(all);
    }

    /** Build rows by themselves, beside nulls if the answer has probe columns. */
    Batch alone(JoinKind kind, Selection rows) {
        return kind.settlesBuildRows()
                ? Batch.of(
                        rows.count(),
                        build.columns().stream()
                                .map(column -> column.take(rows))
                                .toList())
                : withoutProbe(rows);
    }

    private Batch withoutProbe(Selection rows) {
        var all = Arrays.copyOf(
                Vectors.nulls(inputs.probe().types(), rows.count()).toArray(Vector[]::new),
                inputs.probe().size() + build.width());
        for (var i = 0; i < build.width(); i++) {
            all[inputs.probe().size() + i] = build.column(i).take(rows);
        }
        return Batch.of(rows.count(), all);
    }

    /** Probe rows beside a verdict each, by row alive. */
    static Batch marked(Batch probe, byte[] verdicts) {
        var values = new boolean[probe.physicalRows()];
        var nulls = new boolean[probe.physicalRows()];
        for (var i = 0; i < probe.rows(); i++) {
            var row = probe.selection().row(i);
            values[row] = verdicts[i] == Verdicts.YES;
            nulls[row] = verdicts[i] == Verdicts.PERHAPS;
        }
        var all = Arrays.copyOf(probe.columns().toArray(Vector[]::new), probe.width() + 1);
        all[probe.width()] = new BooleanVector(DataType.Scalar.BOOLEAN, values, nulls, values.length);
        return probe.withColumns(all);
    }
}
