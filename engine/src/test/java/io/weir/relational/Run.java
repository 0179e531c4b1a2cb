package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.operator.RuntimeFilter;
import io.weir.testing.Batches;
import io.weir.testing.TestContext;
import io.weir.type.DataType;
import io.weir.type.Schema;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs one operator over rows of Java values, in one mode that the test chooses: for tests with random rows and a plain model, which
 * compare many small runs.
 */
final class Run {
    /** What the vectors of a batch look like. */
    enum Disguise {
        FLAT,
        SELECTED,
        DICTIONARY
    }

    static final long PLENTY = 1L << 30;

    private final long memory;
    private final int batchRows;
    private final Disguise disguise;
    private Map<String, RuntimeFilter> filters = Map.of();
    private long spilledBytes;

    Run(long memory, int batchRows, Disguise disguise) {
        this.memory = memory;
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
        try (var context = new TestContext(memory, batchRows)) {
            try (var operator = factory.create(context)) {
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
            filters = context.filters();
            spilledBytes = context.metrics().spilledBytes();
            if (context.memory().used() != 0 || !context.spillFiles().isEmpty()) {
                throw new AssertionError(
                        "left over: memory " + context.memory().used() + ", files " + context.spillFiles());
            }
        }
        return output.rows;
    }

    /** What the last run published. */
    Map<String, RuntimeFilter> filters() {
        return filters;
    }

    /** What the last run wrote to disk. */
    long spilledBytes() {
        return spilledBytes;
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

    /** Full after two batches. */
    private static final class Collected implements Output {
        private final List<List<Object>> rows = new ArrayList<>();
        private int room = 2;
        private int emitted;

        @Override
        public void emit(Batch batch) {
            room--;
            emitted++;
            rows.addAll(Batches.rows(batch));
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
