package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.memory.Reservation;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.type.Schema;
import io.weir.vector.Selection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows of an order from the {@code offset}th on, {@code limit} at most. Keeps little more than those; once it has that many, a
 * row that comes after the last of them by the first column is dropped at once.
 */
public final class TopN implements Operator {
    /** Below so many rows sorting anew is not worth its while. */
    private static final int MIN_WAITING = 4096;

    private static final int MAX_KEPT = 1 << 20;

    /** How to make one. With an offset in a stage with one task only. */
    public record Plan(List<SortColumn> columns, long limit, long offset, Schema schema) implements OperatorFactory {
        public Plan {
            columns = List.copyOf(columns);
            if (columns.isEmpty() || limit < 0 || offset < 0) {
                throw new IllegalArgumentException(
                        "top rows of " + columns + ": limit " + limit + ", offset " + offset);
            }
        }

        @Override
        public Operator create(OperatorContext context) {
            return new TopN(this, context);
        }

        @Override
        public String name() {
            return "TopN " + limit + (offset > 0 ? " offset " + offset : "") + " by "
                    + columns.stream().map(SortColumn::toString).collect(Collectors.joining(", "));
        }
    }

    private final Plan plan;
    private final OperatorContext context;
    private final Reservation reservation;
    private final long wanted;
    private GatheredRows rows;
    private @Nullable Batch best;
    private @Nullable SortedRuns overflow;
    private boolean ended;
    private long toSkip;
    private long toEmit;

    private TopN(Plan plan, OperatorContext context) {
        this.plan = plan;
        this.context = context;
        this.reservation = context.memory().open(plan.name());
        this.wanted = plan.limit + plan.offset < 0 ? Long.MAX_VALUE : plan.limit + plan.offset;
        this.toSkip = plan.offset;
        this.toEmit = plan.limit;
        this.rows = new GatheredRows(plan.schema.types());
        if (wanted > MAX_KEPT) {
            overflow = runs();
        }
    }

    private SortedRuns runs() {
        return new SortedRuns(plan.name(), plan.columns, plan.schema.types(), context);
    }

    @Override
    public boolean done() {
        return plan.limit == 0;
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        if (overflow != null) {
            overflow.add(batch);
            return;
        }
        var candidates = best == null ? batch : batch.select(candidates(batch, best));
        if (candidates.rows() == 0) {
            return;
        }
        rows.add(candidates.detach());
        if (rows.rows() >= wanted + Math.max(wanted, MIN_WAITING)) {
            cut();
        }
        if (!reservation.tryResize(SortedRows.wanted(rows))) {
            cut();
            if (!reservation.tryResize(SortedRows.wanted(rows))) {
                overflow();
            }
        }
        context.metrics().memory(reservation.bytes());
    }

    /** Keeps the first rows of all that wait. */
    private void cut() {
        var first = SortedRows.of(rows, plan.columns, context.batchRows())
                .first((int) wanted)
                .detach();
        rows = new GatheredRows(plan.schema.types());
        rows.add(first);
        best = first.rows() == wanted ? first : best;
    }

    /** Leaves the rows to a sort that can spill. */
    private void overflow() {
        reservation.tryResize(0);
        overflow = runs();
        rows.drain(overflow::add);
        best = null;
    }

    /** The rows that do not come after the last of the best by the first column. */
    private Selection candidates(Batch batch, Batch than) {
        var last = than.rows() - 1;
        if (last < 0) {
            return Selection.none();
        }
        var first = plan.columns.get(0);
        var values = batch.column(first.column());
        var limit = than.column(first.column());
        var kept = new int[batch.rows()];
        var n = 0;
        for (var i = 0; i < kept.length; i++) {
            var row = batch.selection().row(i);
            kept[n] = row;
            n += first.compare(values, row, limit, last) <= 0 ? 1 : 0;
        }
        return n == kept.length ? batch.selection() : Selection.of(kept, n);
    }

    @Override
    public void finish(int input, Output output) {
        if (overflow == null) {
            overflow();
        }
        overflow.end();
        ended = true;
    }

    @Override
    public Pending resume(Output output) throws Exception {
        while (ended && overflow != null && toEmit > 0 && overflow.hasNext()) {
            if (output.isFull()) {
                return Pending.MORE;
            }
            var batch = overflow.next();
            var skipped = (int) Math.min(toSkip, batch.rows());
            var count = (int) Math.min(toEmit, batch.rows() - skipped);
            toSkip -= skipped;
            toEmit -= count;
            output.emit(batch.slice(skipped, count));
        }
        return Pending.NONE;
    }

    @Override
    public void close() {
        if (overflow != null) {
            overflow.close();
        }
        reservation.close();
    }
}
