package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.memory.Reservation;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Groups rows by keys in a hash table and answers when the input has ended. What does not fit into memory goes to disk in
 * partitions by hash, which are then answered one after the other.
 */
public final class HashAggregate implements Operator {
    private final OperatorContext context;
    private final Aggregation aggregation;
    private final Aggregation.Step step;
    private final Reservation reservation;
    private final Deque<SpillingTable.Partition> partitions = new ArrayDeque<>();
    private SpillingTable table;

    /** The next group to answer, and where to stop; nothing is answered before the input has ended. */
    private int next;

    private int end;

    private HashAggregate(OperatorContext context, Aggregation aggregation, Aggregation.Step step) {
        this.context = context;
        this.aggregation = aggregation;
        this.step = step;
        reservation = context.memory().open("aggregate");
        table = new SpillingTable(context, aggregation, reservation, 0);
    }

    /**
     * Takes the same aggregation for both halves; a FINAL step knows where the partial columns are.
     *
     * @param repeats whether there are thought to be clearly fewer keys than rows; a PARTIAL step is quicker to see that they do not
     *     where false
     */
    public record Plan(Aggregation aggregation, Aggregation.Step step, boolean repeats) implements OperatorFactory {
        public Plan(Aggregation aggregation, Aggregation.Step step) {
            this(aggregation, step, true);
        }

        @Override
        public Operator create(OperatorContext context) {
            return step == Aggregation.Step.PARTIAL
                    ? new PartialAggregate(context, aggregation, PartialAggregate.MAX_GROUPS, repeats)
                    : new HashAggregate(context, aggregation, step);
        }

        @Override
        public String name() {
            return switch (step) {
                case SINGLE -> "Aggregate";
                case PARTIAL -> "Aggregate (partial)";
                case FINAL -> "Aggregate (final)";
            };
        }
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        if (step == Aggregation.Step.FINAL) {
            table.merge(batch);
        } else {
            table.add(batch);
        }
    }

    @Override
    public void finish(int input, Output output) throws Exception {
        endOfTable();
        if (partitions.isEmpty() && end == 0 && aggregation.keys().isEmpty() && context.index() == 0) {
            end = 1;
        }
        resume(output);
    }

    @Override
    public Pending resume(Output output) throws Exception {
        while (true) {
            while (next < end) {
                var to = (int) Math.min((long) next + context.batchRows(), end);
                output.emit(table.table().results(next, to));
                next = to;
                if (output.isFull() && next < end) {
                    return Pending.MORE;
                }
            }
            var partition = partitions.poll();
            if (partition == null) {
                return Pending.NONE;
            }
            readPartition(partition);
            if (output.isFull()) {
                return Pending.MORE;
            }
        }
    }

    private void readPartition(SpillingTable.Partition partition) {
        table.close();
        table = new SpillingTable(context, aggregation, reservation, partition.level());
        try (partition) {
            partition.partials().read().forEachRemaining(table::merge);
        }
        endOfTable();
    }

    private void endOfTable() {
        var more = table.finish();
        for (var i = more.size() - 1; i >= 0; i--) {
            partitions.push(more.get(i));
        }
        next = 0;
        end = more.isEmpty() ? table.table().count() : 0;
        context.metrics().memory(reservation.peak());
    }

    @Override
    public void close() {
        table.close();
        partitions.forEach(SpillingTable.Partition::close);
        reservation.close();
    }
}
