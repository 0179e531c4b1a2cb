package io.weir.relational;

import io.weir.Nullable;
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
 * then by the order, and all rows of a partition to one task; they leave in that order. Whole partitions are kept, as many as make a
 * few batches, or one; one that does not fit into memory goes to disk and is worked out page by page.
 */
public final class Window implements Operator {
    /** What a kept row takes beside its values: where its partition and peers begin and end, and its group. */
    private static final int BYTES_A_ROW = 24;

    /** What a row takes for each call: the ends of its frame, and a result. */
    private static final int BYTES_A_CALL = 24;

    private final Plan plan;
    private final List<Integer> order;
    private final int batchRows;
    private final OperatorContext context;
    private final Reservation reservation;
    private GatheredRows kept = new GatheredRows(List.of());
    private int worthLooking;
    private boolean ended;
    private @Nullable Batch pending;
    private int emitted;

    /** A partition that does not fit. */
    private @Nullable SpilledPartition spilled;

    /** The calls over that partition and the next of its pages; none while more of its rows may come. */
    private List<WindowFunction> functions = List.of();

    private int nextPage;

    private Window(Plan plan, OperatorContext context) {
        this.plan = plan;
        this.order = plan.order().stream().map(SortColumn::column).toList();
        this.context = context;
        this.batchRows = context.batchRows();
        this.worthLooking = batchRows * 4;
        this.reservation = context.memory().open("window");
    }

    /**
     * @param partition the columns that make partitions; none: all rows are one
     * @param order the columns of the order behind them, by which rows are peers
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
        var rows = batch.detach();
        var open = spilled;
        if (open == null) {
            keep(rows);
            makeRoom();
        } else {
            var own = open.belonging(rows);
            open.add(part(rows, 0, own));
            reservation.resize(open.readingBytes());
            if (own < rows.rows()) {
                keep(part(rows, own, rows.rows() - own));
                endSpilled(open);
            }
        }
        context.metrics().memory(reservation.bytes());
        resume(output);
    }

    @Override
    public void finish(int input, Output output) throws Exception {
        ended = true;
        if (spilled != null) {
            endSpilled(spilled);
        }
        resume(output);
    }

    @Override
    public Pending resume(Output output) throws Exception {
        while (true) {
            while (pending != null) {
                var count = Math.min(batchRows, pending.rows() - emitted);
                output.emit(pending.slice(emitted, count));
                emitted += count;
                if (emitted == pending.rows()) {
                    pending = null;
                    reservation.resize(wanted());
                }
                if (output.isFull()) {
                    return Pending.MORE;
                }
            }
            if (!functions.isEmpty() && spilled != null) {
                evaluatePage(spilled);
            } else if (ended && kept.rows() > 0) {
                evaluate(takeKept());
            } else {
                return Pending.NONE;
            }
        }
    }

    @Override
    public void close() {
        if (spilled != null) {
            spilled.close();
        }
        reservation.close();
    }

    private void keep(Batch rows) {
        if (kept.rows() == 0) {
            kept = new GatheredRows(rows.columns().stream().map(Vector::type).toList());
        }
        kept.add(rows);
    }

    private Batch takeKept() {
        var all = kept.concat();
        kept = new GatheredRows(List.of());
        return all;
    }

    /** Bytes of heap for what is kept and for working it out. */
    private long wanted() {
        var aRow = BYTES_A_ROW + BYTES_A_CALL * (long) plan.calls().size();
        return 2 * kept.bytes() + aRow * kept.rows() + (spilled == null ? 0 : spilled.readingBytes());
    }

    /** Works out the partitions that are complete where there are enough rows, or no memory for more. */
    private void makeRoom() {
        var refused = kept.tooMany() || !reservation.tryResize(wanted());
        if (!refused && kept.rows() < worthLooking) {
            return;
        }
        var all = takeKept();
        var starts = RunStarts.of(all, plan.partition());
        var last = all.rows() - 1;
        while (last > 0 && !starts[last]) {
            last--;
        }
        if (last > 0) {
            keep(part(all, last, all.rows() - last));
            evaluate(part(all, 0, last));
        } else if (refused) {
            spill(all);
        } else {
            keep(all);
        }
        worthLooking = Math.max(batchRows * 4, Math.toIntExact(Math.min(2 * kept.rows(), Integer.MAX_VALUE)));
    }

    private static Batch part(Batch all, int from, int count) {
        return all.select(Selection.range(from, count)).detach();
    }

    private void spill(Batch rows) {
        var file = new SpilledPartition(plan.partition(), order, context);
        spilled = file;
        file.add(rows);
        reservation.resize(wanted());
    }

    private void endSpilled(SpilledPartition partition) {
        partition.end();
        functions = functions(partition);
        nextPage = 0;
        reservation.resize(wanted());
    }

    private List<WindowFunction> functions(WindowRows rows) {
        return plan.calls().stream().map(call -> WindowFunction.of(call, rows)).toList();
    }

    private void evaluatePage(SpilledPartition partition) {
        evaluate(partition.page(nextPage++), functions);
        if (nextPage == partition.pages()) {
            functions = List.of();
            partition.close();
            spilled = null;
        }
    }

    private void evaluate(Batch rows) {
        var partitions = KeptPartitions.of(rows, plan.partition(), order);
        evaluate(partitions.page(0), functions(partitions));
    }

    private void evaluate(WindowPage page, List<WindowFunction> calls) {
        var columns = new ArrayList<>(page.batch().columns());
        for (var call : calls) {
            columns.add(call.of(page));
        }
        pending = Batch.of(page.rows(), columns);
        emitted = 0;
    }
}
