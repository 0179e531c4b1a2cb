package io.weir.relational;

import io.weir.aggregate.Aggregates;
import io.weir.expression.Column;
import io.weir.flow.Batch;
import io.weir.testing.RowBenchmark;
import io.weir.type.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The sum of a BIGINT and the count by a BIGINT key, 16 M rows, each group answered. */
@OperationsPerInvocation(GroupByBenchmark.ROWS)
public class GroupByBenchmark extends RowBenchmark {
    static final int ROWS = 16 << 20;
    /** Above so many slots, what a batch will look at is brought near first, all misses at once. */
    private static final int LARGE = 1 << 20;

    /** A slot is a key, a sum, a count and nothing. */
    private static final int SLOT = 4;

    @Param({"4", "100000", "10000000"})
    public int groups;

    @Param
    public Keys keys;

    private List<Batch> batches;
    private HashAggregate.Plan plan;
    private long[][] keyColumn;
    private long[][] values;
    private int slotCount;

    @Setup
    public void fill() {
        var random = new SplittableRandom(1);
        var key = new long[ROWS];
        var value = new long[ROWS];
        for (var i = 0; i < ROWS; i++) {
            key[i] = keys.key(random.nextInt(groups));
            value[i] = i & 1023;
        }
        batches = cut(Batch.of(bigints(key), bigints(value)));
        keyColumn = longs(batches, 0);
        values = longs(batches, 1);
        plan = plan(DataType.Scalar.BIGINT);
        slotCount = Math.max(16, Integer.highestOneBit((int) (groups / 0.6)) << 1);
    }

    /** By column 0 the sum of column 1 and the count. */
    static HashAggregate.Plan plan(DataType key) {
        var calls = List.of(call("sum", new Column(1, DataType.Scalar.BIGINT)), call("count"));
        return new HashAggregate.Plan(new Aggregation(List.of(new Column(0, key)), calls), Aggregation.Step.SINGLE);
    }

    private static AggregateCall call(String name, Column... arguments) {
        var definition = Aggregates.find(name).get(0);
        var types = Arrays.stream(arguments).map(Column::type).toList();
        return AggregateCall.of(definition.bind(definition.resolve(types)), arguments);
    }

    @Benchmark
    public Object group() throws Exception {
        return run(plan, batches);
    }

    @Benchmark
    public Object groupLimit() {
        var table = new long[SLOT * slotCount];
        var touched = 0L;
        for (var i = 0; i < keyColumn.length; i++) {
            touched += slotCount > LARGE ? touch(table, keyColumn[i]) : 0;
            add(table, keyColumn[i], values[i]);
        }
        return touched + answer(table);
    }

    private static int slot(long[] table, long key) {
        return (int) (key * SPREAD >>> Long.SIZE - Integer.numberOfTrailingZeros(table.length)) & -SLOT;
    }

    private static long touch(long[] table, long[] key) {
        var sum = 0L;
        for (var each : key) {
            sum += table[slot(table, each)];
        }
        return sum;
    }

    private static void add(long[] slots, long[] key, long[] value) {
        for (var i = 0; i < key.length; i++) {
            var slot = slot(slots, key[i]);
            while (slots[slot + 2] != 0 && slots[slot] != key[i]) {
                slot = slot + SLOT & slots.length - 1;
            }
            slots[slot] = key[i];
            slots[slot + 1] += value[i];
            slots[slot + 2]++;
        }
    }

    /** Columns of all groups, a batch at a time. */
    private static long answer(long[] table) {
        var columns = new long[0][];
        var rows = 0;
        for (var slot = 0; slot < table.length; slot += SLOT) {
            if (table[slot + 2] == 0) {
                continue;
            }
            var row = rows++ % Batch.DEFAULT_ROWS;
            columns = row == 0 ? new long[3][Batch.DEFAULT_ROWS] : columns;
            for (var i = 0; i < columns.length; i++) {
                columns[i][row] = table[slot + i];
            }
        }
        return rows + columns[0][0];
    }
}
