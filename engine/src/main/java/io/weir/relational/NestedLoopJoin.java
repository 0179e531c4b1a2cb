package io.weir.relational;

import io.weir.Nullable;
import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.memory.Reservation;
import io.weir.memory.SpillFile;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.vector.Selection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Joins by any condition, or none: every batch of input 0, the probe side, meets every kept batch of input 1, the build side.
 * Answers the columns that {@link JoinInputs#output} names. Build batches that do not fit into memory are read from disk for every
 * probe batch.
 */
public final class NestedLoopJoin implements Operator {
    private static final int PROBE = 0;

    /**
     * How to make one. Every task must get all build rows; if the kind keeps build rows there may be one task only.
     *
     * @param condition a BOOLEAN over probe columns, then build columns; absent for a cross join. For MARK and ANTI_NULL_AWARE true
     *     means equal and null means perhaps, as {@code key = key} answers
     */
    public record Plan(JoinKind kind, Optional<Expression> condition, JoinInputs inputs) implements OperatorFactory {
        @Override
        public Operator create(OperatorContext context) {
            return new NestedLoopJoin(this, context);
        }

        @Override
        public String name() {
            return "NestedLoopJoin " + kind.name().toLowerCase(Locale.ROOT) + (condition.isEmpty() ? " cross" : "");
        }
    }

    private final Plan plan;
    private final OperatorContext context;
    private final Reservation reservation;
    private final List<Batch> kept = new ArrayList<>();
    private final List<boolean[]> partnered = new ArrayList<>();
    private @Nullable SpillFile overflow;
    private long keptBytes;
    private long buildRows;
    private boolean built;
    private boolean probed;

    private @Nullable Batch probe;
    private byte[] verdicts = new byte[0];
    private Iterator<Batch> blocks = List.<Batch>of().iterator();
    private @Nullable Block block;
    private int blockNumber;

    private NestedLoopJoin(Plan plan, OperatorContext context) {
        this.plan = plan;
        this.context = context;
        this.reservation = context.memory().open(plan.name());
    }

    @Override
    public boolean wants(int input) {
        return input != PROBE || built;
    }

    @Override
    public boolean done() {
        return built && buildRows == 0 && !plan.kind.keepsProbeRows();
    }

    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        if (input == PROBE) {
            probe = batch;
            verdicts = new byte[batch.rows()];
            rewind();
            resume(output);
        } else if (batch.rows() > 0) {
            keep(batch.detach());
        }
    }

    private void keep(Batch batch) {
        buildRows += batch.rows();
        if (plan.kind.keepsBuildRows()) {
            partnered.add(new boolean[batch.rows()]);
        }
        if (overflow == null && reservation.tryResize(keptBytes + batch.bytes())) {
            keptBytes += batch.bytes();
            context.metrics().memory(keptBytes);
            kept.add(batch);
            return;
        }
        if (overflow == null) {
            overflow = context.spill().create();
        }
        overflow.write(batch);
    }

    @Override
    public void finish(int input, Output output) {
        if (input == PROBE) {
            probed = true;
            rewind();
        } else {
            built = true;
            if (overflow != null) {
                context.metrics().addSpilledBytes(overflow.end());
            }
        }
    }

    private void rewind() {
        blocks = overflow == null ? kept.iterator() : new BothOf(kept.iterator(), overflow.read());
        block = null;
        blockNumber = 0;
    }

    @Override
    public Pending resume(Output output) throws Exception {
        if (probe != null) {
            while (block != null || blocks.hasNext()) {
                block = block == null ? new Block(blocks.next(), blockNumber++) : block;
                if (block.join(probe, output)) {
                    return Pending.MORE;
                }
                block = null;
            }
            settle(probe, output);
            probe = null;
        }
        while (probed && plan.kind.keepsBuildRows() && blocks.hasNext()) {
            if (output.isFull()) {
                return Pending.MORE;
            }
            new Block(blocks.next(), blockNumber++).emitAlone(output);
        }
        return Pending.NONE;
    }

    private void settle(Batch rows, Output output) throws Exception {
        var answer = Verdicts.answer(plan.kind, rows, verdicts, JoinColumns.of(plan.inputs, rows));
        if (answer != null) {
            output.emit(answer);
        }
    }

    @Override
    public void close() {
        if (overflow != null) {
            overflow.close();
        }
        reservation.close();
    }

    /** One kept batch, and how far the probe batch has met it. */
    private final class Block {
        private final Batch rows;
        private final int number;
        private final JoinColumns columns;
        private int probeAt;
        private int buildAt;

        Block(Batch rows, int number) {
            this.rows = rows;
            this.number = number;
            this.columns = JoinColumns.of(plan.inputs, rows);
        }

        /** True: the output is full and there are more pairs. */
        boolean join(Batch with, Output output) throws Exception {
            var rowByRow = rows.rows() <= with.rows();
            while (rowByRow ? buildAt < rows.rows() : probeAt < with.rows()) {
                if (output.isFull()) {
                    return true;
                }
                if (rowByRow) {
                    joinRow(with, output);
                } else {
                    joinSome(with, output);
                }
            }
            return false;
        }

        /** Joins one build row, as constants, with all probe rows. */
        private void joinRow(Batch with, Output output) throws Exception {
            var pairs = columns.beside(with, buildAt++);
            var alive = pairs.selection();
            if (plan.condition.isPresent()) {
                if (plan.kind.nullAware()) {
                    var answers = plan.condition.get().evaluate(pairs, alive);
                    mark(with, JoinShape.nullRows(answers, alive), Verdicts.PERHAPS);
                }
                alive = plan.condition.get().select(pairs, alive);
            }
            mark(with, alive, Verdicts.YES);
            if (plan.kind.keepsBuildRows()) {
                partnered.get(number)[buildAt - 1] |= !alive.isEmpty();
            }
            if (plan.kind.answersPairs()) {
                output.emit(pairs.select(alive));
            }
        }

        private void mark(Batch with, Selection some, byte verdict) {
            var at = 0;
            for (var i = 0; i < some.count(); i++) {
                while (with.selection().row(at) != some.row(i)) {
                    at++;
                }
                verdicts[at] = verdicts[at] < verdict ? verdict : verdicts[at];
            }
        }

        private void joinSome(Batch with, Output output) throws Exception {
            var limit = context.batchRows();
            var positions = new int[limit];
            var probeRows = new int[limit];
            var built = new int[limit];
            var n = 0;
            while (n < limit && probeAt < with.rows()) {
                var settled = plan.kind.settlesProbeRows() && verdicts[probeAt] == Verdicts.YES;
                if (settled || buildAt == rows.rows()) {
                    probeAt++;
                    buildAt = 0;
                } else {
                    positions[n] = probeAt;
                    probeRows[n] = with.selection().row(probeAt);
                    built[n++] = buildAt++;
                }
            }
            if (n == 0) {
                return;
            }
            var pairs = columns.pairs(with, probeRows, built, n);
            var alive = plan.condition.isEmpty() ? Selection.all(n) : evaluate(plan.condition.get(), pairs, positions);
            for (var i = 0; i < alive.count(); i++) {
                verdicts[positions[alive.row(i)]] = Verdicts.YES;
                if (plan.kind.keepsBuildRows()) {
                    partnered.get(number)[built[alive.row(i)]] = true;
                }
            }
            if (plan.kind.answersPairs()) {
                output.emit(pairs.select(alive));
            }
        }

        private Selection evaluate(Expression condition, Batch pairs, int[] positions) {
            if (!plan.kind.nullAware()) {
                return condition.select(pairs, pairs.selection());
            }
            var answers = condition.evaluate(pairs, pairs.selection());
            for (var i = 0; i < pairs.rows(); i++) {
                if (answers.isNull(i) && verdicts[positions[i]] == Verdicts.NO) {
                    verdicts[positions[i]] = Verdicts.PERHAPS;
                }
            }
            return condition.select(pairs, pairs.selection());
        }

        void emitAlone(Output output) throws Exception {
            var met = partnered.get(number);
            var chosen = new int[met.length];
            var n = 0;
            for (var i = 0; i < met.length; i++) {
                chosen[n] = i;
                n += met[i] == (plan.kind == JoinKind.BUILD_SEMI) ? 1 : 0;
            }
            output.emit(columns.alone(plan.kind, Selection.of(chosen, n)));
        }
    }

    /** What lies in memory, then what lies on disk. */
    private record BothOf(Iterator<Batch> first, Iterator<Batch> second) implements Iterator<Batch> {
        @Override
        public boolean hasNext() {
            return first.hasNext() || second.hasNext();
        }

        @Override
        public Batch next() {
            return first.hasNext() ? first.next() : second.next();
        }
    }
}
