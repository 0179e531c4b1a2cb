package io.weir.relational;

import io.weir.Nullable;
import io.weir.expression.Column;
import io.weir.flow.Batch;
import io.weir.memory.Reservation;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.BooleanVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Adds a BOOLEAN column that is true for one of all rows that are equal in some columns, and false for the others: an aggregate counts
 * the marked rows and so each value once. Rows leave as they come until what was seen does not fit into memory; from then on they wait
 * on disk, in partitions by hash, for the end of the input.
 */
public final class DistinctMark implements Operator {
    /** How often a partition is split: sixteenfold each time, so that this many levels leave no two different rows together. */
    private static final int MAX_LEVEL = 8;

    /**
     * How to make one. Rows equal in the columns must come to one task.
     *
     * @param filter the BOOLEAN column that must be true for a row to be marked, or {@link AggregateCall#NO_FILTER}
     * @param schema of the input
     */
    public record Plan(List<Integer> columns, int filter, Schema schema) implements OperatorFactory {
        public Plan {
            columns = List.copyOf(columns);
        }

        @Override
        public Operator create(OperatorContext context) {
            return new DistinctMark(this, context);
        }

        @Override
        public String name() {
            return "Mark distinct " + columns;
        }

        private List<DataType> keyTypes() {
            return columns.stream().map(schema::type).toList();
        }

        private int[] keys() {
            return columns.stream().mapToInt(column -> column).toArray();
        }
    }

    private final Plan plan;
    private final OperatorContext context;
    private final Reservation reservation;
    private final int[] keys;
    private final Deque<Partition> partitions = new ArrayDeque<>();
    private DistinctKeys seen;
    private int level;
    private @Nullable Spilled spilled;
    private @Nullable Partition reading;
    private Iterator<Batch> rows = List.<Batch>of().iterator();

    private DistinctMark(Plan plan, OperatorContext context) {
        this.plan = plan;
        this.context = context;
        this.keys = plan.keys();
        this.reservation = context.memory().open(plan.name());
        this.seen = new DistinctKeys(plan.keyTypes());
    }

    /** What goes to disk at one level: keys that were seen and so are never marked again, and the rows that wait. */
    private record Spilled(SpillPartitions keys, SpillPartitions rows) implements AutoCloseable {
        @Override
        public void close() {
            keys.close();
            rows.close();
        }
    }

    /** Keys and rows that are equal to none in other partitions of their level. */
    private record Partition(int level, SpilledRows keys, SpilledRows rows) implements AutoCloseable {
        @Override
        public void close() {
            keys.close();
            rows.close();
        }
    }

    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        var candidates = plan.filter == AggregateCall.NO_FILTER
                ? batch.selection()
                : new Column(plan.filter, Scalar.BOOLEAN).select(batch, batch.selection());
        var waiting = room(candidates.count());
        if (waiting == null) {
            output.emit(marked(batch, add(batch.select(candidates).project(keys))));
        } else {
            waiting.rows.add(batch.select(candidates));
            output.emit(marked(batch.select(batch.selection().without(candidates)), Selection.none()));
        }
    }

    private static Batch marked(Batch batch, Selection first) {
        var marks = new boolean[batch.physicalRows()];
        for (var i = 0; i < first.count(); i++) {
            marks[first.row(i)] = true;
        }
        var columns = Arrays.copyOf(batch.columns().toArray(Vector[]::new), batch.width() + 1);
        columns[batch.width()] = new BooleanVector(Scalar.BOOLEAN, marks, null, marks.length);
        return batch.withColumns(columns);
    }

    private Selection add(Batch batch) {
        var first = seen.add(batch);
        reservation.resize(seen.bytes());
        return first;
    }

    /** Where rows wait if there is no room for that many more; null if there is. */
    private @Nullable Spilled room(int more) {
        if (spilled == null && !reservation.tryResize(seen.bytesToGrow(more))) {
            if (seen.count() > 0 && level < MAX_LEVEL) {
                spilled = spill();
            }
        }
        return spilled;
    }

    private Spilled spill() {
        var types = plan.keyTypes();
        var first = new int[types.size()];
        Arrays.setAll(first, column -> column);
        var target = new Spilled(
                SpillPartitions.onDisk(types, first, level, context),
                SpillPartitions.onDisk(plan.schema.types(), keys, level, context));
        for (var from = 0; from < seen.count(); from += context.batchRows()) {
            target.keys.add(seen.rows(from, Math.min(seen.count(), from + context.batchRows())));
        }
        seen = new DistinctKeys(types);
        reservation.resize(seen.bytes());
        return target;
    }

    @Override
    public void finish(int input, Output output) throws Exception {
        endOfRows();
        resume(output);
    }

    private void endOfRows() {
        context.metrics().memory(reservation.peak());
        var ended = spilled;
        if (ended != null) {
            var endedKeys = ended.keys.end();
            var endedRows = ended.rows.end();
            for (var i = endedRows.size() - 1; i >= 0; i--) {
                partitions.push(new Partition(level + 1, endedKeys.get(i), endedRows.get(i)));
            }
            spilled = null;
        }
        seen = new DistinctKeys(plan.keyTypes());
        reservation.resize(seen.bytes());
    }

    @Override
    public Pending resume(Output output) throws Exception {
        while (true) {
            while (rows.hasNext()) {
                if (output.isFull()) {
                    return Pending.MORE;
                }
                process(0, rows.next(), output);
            }
            if (reading != null) {
                reading.close();
                reading = null;
                endOfRows();
            }
            reading = partitions.poll();
            if (reading == null) {
                return Pending.NONE;
            }
            begin(reading);
        }
    }

    private void begin(Partition partition) {
        level = partition.level;
        for (var batches = partition.keys.read(); batches.hasNext(); ) {
            var batch = batches.next();
            var waiting = room(batch.rows());
            if (waiting == null) {
                add(batch);
            } else {
                waiting.keys.add(batch);
            }
        }
        rows = partition.rows.read();
    }

    @Override
    public void close() {
        if (spilled != null) {
            spilled.close();
        }
        if (reading != null) {
            reading.close();
        }
        partitions.forEach(Partition::close);
        reservation.close();
    }
}
