package io.weir.relational;

import io.weir.Nullable;
import io.weir.expression.Column;
import io.weir.flow.Batch;
import io.weir.memory.Reservation;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds columns that look at other rows of the partition: ranks, neighbours, aggregates over frames. Rows come sorted by partition,
 * then by the order, and all rows of a partition to one task; they leave in that order. Whole partitions are kept, as many as fit a
 * few batches, or one.
 */
public final class Window implements Operator {
    private final Plan plan;
    private final int batchRows;
    private final OperatorContext context;
    private final Reservation reservation;
    private final List<Batch> kept = new ArrayList<>();
    private int keptRows;
    private long keptBytes;
    private int worthLooking;
    private @Nullable Batch pending;
    private int emitted;

    private Window(Plan plan, OperatorContext context) {
        this.plan = plan;
        this.context = context;
        this.batchRows = context.batchRows();
        this.worthLooking = batchRows * 4;
        this.reservation = context.memory().open("window");
    }

    /**
     * @param partition the columns that make partitions; none: all rows are one
     * @param order the columns of the order behind them
     * @param calls a column more each, in this order
     */
    public record Plan(List<Integer> partition, List<SortColumn> order, List<WindowCall> calls)
            implements OperatorFactory {
        public Plan {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            calls = List.copyOf(calls);
        }

        @Override
        public Operator create(OperatorContext context) {
            return new Window(this, context);
        }

        @Override
        public String name() {
            return "Window of " + calls.size() + " columns";
        }
    }

    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        keep(batch.detach());
        if (keptRows >= worthLooking) {
            evaluateComplete();
            resume(output);
        }
    }

    @Override
    public void finish(int input, Output output) throws Exception {
        if (keptRows > 0) {
            var all = Batch.concat(kept);
            forget();
            evaluate(all);
        }
        resume(output);
    }

    @Override
    public Pending resume(Output output) throws Exception {
        while (pending != null) {
            var count = Math.min(batchRows, pending.rows() - emitted);
            output.emit(pending.slice(emitted, count));
            emitted += count;
            if (emitted == pending.rows()) {
                pending = null;
            } else if (output.isFull()) {
                return Pending.MORE;
            }
        }
        return Pending.NONE;
    }

    @Override
    public void close() {
        reservation.close();
    }

    private void keep(Batch batch) {
        kept.add(batch);
        keptRows += batch.rows();
        keptBytes += batch.bytes();
        reservation.resize(2 * keptBytes);
        context.metrics().memory(2 * keptBytes);
    }

    private void forget() {
        kept.clear();
        keptRows = 0;
        keptBytes = 0;
    }

    /** Evaluates all partitions but the last, of which more rows may come. */
    private void evaluateComplete() {
        var all = Batch.concat(kept);
        var starts = partitionStarts(all);
        var last = all.rows() - 1;
        while (last > 0 && !starts[last]) {
            last--;
        }
        forget();
        if (last > 0) {
            keep(part(all, last, all.rows() - last).detach());
            evaluate(part(all, 0, last));
        } else {
            keep(all);
        }
        worthLooking = Math.max(batchRows * 4, 2 * keptRows);
    }

    private static Batch part(Batch all, int from, int count) {
        return all.select(Selection.range(from, count)).compact();
    }

    private boolean[] partitionStarts(Batch all) {
        var starts = new boolean[all.rows()];
        if (starts.length > 0) {
            starts[0] = true;
        }
        for (var column : plan.partition()) {
            RunStarts.mark(all.column(column), all.rows(), starts);
        }
        return starts;
    }

    private void evaluate(Batch all) {
        var starts = partitionStarts(all);
        var peers = starts.clone();
        for (var column : plan.order()) {
            RunStarts.mark(all.column(column.column()), all.rows(), peers);
        }
        var rows = new WindowRows(all, starts, peers);
        var columns = new ArrayList<>(all.columns());
        for (var call : plan.calls()) {
            columns.add(evaluate(call, rows));
        }
        pending = Batch.of(all.rows(), columns);
        emitted = 0;
    }

    private Vector evaluate(WindowCall call, WindowRows rows) {
        if (call instanceof WindowCall.Ranking ranking) {
            return WindowRanks.of(ranking.rank(), rows);
        } else if (call instanceof WindowCall.Ntile ntile) {
            return WindowRanks.ntile(rows.batch().column(ntile.parts().index()), rows);
        } else if (call instanceof WindowCall.Shift shift) {
            return WindowPicks.shift(shift, rows);
        } else if (call instanceof WindowCall.Pick pick) {
            return WindowPicks.pick(pick, rows, frames(rows, pick.frame()));
        } else if (call instanceof WindowCall.Aggregate aggregate) {
            var arguments = Batch.of(
                    rows.rows(),
                    aggregate.arguments().stream()
                            .map(Column::index)
                            .map(rows.batch()::column)
                            .toList());
            var frames = frames(rows, aggregate.frame());
            return new WindowAggregates(aggregate.function(), arguments).over(frames.from, frames.to, rows.rows());
        }
        throw new AssertionError(call);
    }

    private WindowFrames frames(WindowRows rows, WindowCall.Frame frame) {
        var key = plan.order().isEmpty() ? null : plan.order().get(0);
        return new WindowFrames(rows, frame, WindowOrder.of(rows, key));
    }
}
