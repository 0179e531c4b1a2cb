package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.memory.MemoryPool;
import io.weir.memory.SpillDirectory;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.OperatorMetrics;
import io.weir.operator.Output;
import io.weir.operator.RuntimeFilter;
import io.weir.state.SnapshotReader;
import io.weir.type.DataType;
import io.weir.type.Schema;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Runs one operator by hand over rows of Java values and answers its rows: in batches of a size, in one of several disguises. */
final class Run implements OperatorContext {
    /** What the vectors of a batch look like. */
    enum Disguise {
        FLAT,
        SELECTED,
        DICTIONARY
    }

    private final MemoryPool memory;
    private final SpillDirectory spill;
    private final int batchRows;
    private final Disguise disguise;
    private final OperatorMetrics metrics = new OperatorMetrics();
    private final Map<String, Object> shared = new HashMap<>();
    final Map<String, RuntimeFilter> published = new HashMap<>();

    Run(long memory, Path spill, int batchRows, Disguise disguise) {
        this.memory = new MemoryPool(memory);
        this.spill = new SpillDirectory(spill);
        this.batchRows = batchRows;
        this.disguise = disguise;
    }

    /** A row. */
    static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    /** Feeds the inputs, the highest first, and answers all rows as lists of values. */
    List<List<Object>> of(OperatorFactory factory, List<Schema> schemas, List<List<List<Object>>> inputs)
            throws Exception {
        var output = new Collected();
        try (var operator = factory.create(this)) {
            for (var input = inputs.size() - 1; input >= 0; input--) {
                if (!operator.wants(input)) {
                    throw new AssertionError("does not want input " + input);
                }
                for (var batch : batches(schemas.get(input), inputs.get(input))) {
                    operator.process(input, batch, output);
                    drain(operator, output);
                }
                operator.finish(input, output);
                drain(operator, output);
            }
        }
        if (memory.used() != 0) {
            throw new AssertionError("memory left over: " + memory.used());
        }
        return output.rows;
    }

    private static void drain(Operator operator, Collected output) throws Exception {
        while (true) {
            output.room = 2;
            var before = output.emitted;
            if (operator.resume(output) == Operator.Pending.NONE) {
                return;
            }
            if (output.emitted == before) {
                throw new AssertionError("no progress");
            }
        }
    }

    private List<Batch> batches(Schema schema, List<List<Object>> rows) {
        var batches = new ArrayList<Batch>();
        for (var from = 0; from < rows.size(); from += batchRows) {
            var part = rows.subList(from, Math.min(rows.size(), from + batchRows));
            var columns = new Vector[schema.size()];
            for (var i = 0; i < columns.length; i++) {
                columns[i] = column(schema.type(i), part, i);
            }
            var batch = Batch.of(columns);
            batches.add(disguise == Disguise.SELECTED ? batch.select(every(part.size())) : batch);
        }
        return batches;
    }

    private Vector column(DataType type, List<List<Object>> rows, int column) {
        var builder = VectorBuilder.of(type, rows.size());
        var random = new Random(rows.size());
        for (var row : rows) {
            if (disguise == Disguise.SELECTED) {
                Values.append(builder, random.nextBoolean() ? row.get(column) : null);
            }
            Values.append(builder, row.get(column));
        }
        var flat = builder.build();
        if (disguise != Disguise.DICTIONARY) {
            return flat;
        }
        var ids = new int[rows.size()];
        Arrays.setAll(ids, i -> i);
        return new DictionaryVector(new Dictionary(flat), ids, null, ids.length);
    }

    private static Selection every(int rows) {
        var second = new int[rows];
        Arrays.setAll(second, i -> 2 * i + 1);
        return Selection.of(second, rows);
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public int batchRows() {
        return batchRows;
    }

    @Override
    public SnapshotReader restored() {
        throw new UnsupportedOperationException("no state in these tests");
    }

    @Override
    public MemoryPool memory() {
        return memory;
    }

    @Override
    public SpillDirectory spill() {
        return spill;
    }

    @Override
    public OperatorMetrics metrics() {
        return metrics;
    }

    @Override
    public Executor mailbox() {
        return Runnable::run;
    }

    @Override
    public Executor io() {
        return Runnable::run;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T shared(String name, Supplier<T> build) {
        return (T) shared.computeIfAbsent(name, key -> build.get());
    }

    @Override
    public void publish(String filter, RuntimeFilter part) {
        published.put(filter, part);
    }

    @Override
    public void wakeAt(long processingTime) {}

    /** Full after two batches. */
    private static final class Collected implements Output {
        private final List<List<Object>> rows = new ArrayList<>();
        private int room = 2;
        private int emitted;

        @Override
        public void emit(Batch batch) {
            room--;
            emitted++;
            for (var i = 0; i < batch.rows(); i++) {
                var row = new ArrayList<>();
                for (var column : batch.columns()) {
                    row.add(Values.get(column, batch.selection().row(i)));
                }
                rows.add(row);
            }
        }

        @Override
        public void emit(int output, Batch batch) {
            throw new AssertionError("a side output");
        }

        @Override
        public boolean isFull() {
            return room <= 0;
        }
    }
}
