package io.weir.testing;

import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.type.DataType;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What benchmarks of rows have in common: one thread, options of the JVM as the command line sets them but memory that the machine has
 * given already, and a score in millions of rows a second, for which each says by OperationsPerInvocation how many rows a call works on.
 *
 * <p>A method {@code name} drives the engine's own code; {@code nameLimit} beside it comes to the same answer by a loop written by hand
 * for just these columns, without nulls, other types or memory that is reserved. Nothing is gained by asking whether it can be done
 * faster than that.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {
            "-Xms6g",
            "-Xmx6g",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseParallelGC",
            "-XX:NewRatio=11",
            "-XX:+UseTransparentHugePages",
            "-XX:-UsePerfData"
        })
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 7, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public abstract class RowBenchmark {
    /** Spreads what is multiplied by it over all of a long: the hash of limits. */
    protected static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Makes numbers of any size of small ones, no two the same. */
    protected static final long SCATTER = 0xD6E8FEB86659FD93L;

    private static final long MEMORY = 8L << 30;

    /** What keys look like: numbers near each other, as those of an orders table, or the same spread over all longs. */
    public enum Keys {
        IDS(4),
        HASHES(SCATTER);

        private final long factor;

        Keys(long factor) {
            this.factor = factor;
        }

        public long key(int number) {
            return (number + 1) * factor;
        }
    }

    /** Where operators emit to: never full. Benchmarks answer it, so that nothing that led to it is left out by the compiler. */
    public static final class Emitted extends RoomyOutput {
        private long rows;
        private Batch last;

        @Override
        public void emit(Batch batch) {
            rows += batch.rows();
            last = batch;
        }
    }

    /** Memory that no operator uses up. */
    protected static TestContext context() {
        return new TestContext(MEMORY, Batch.DEFAULT_ROWS);
    }

    /** Everything that an operator of one input answers. */
    protected static Emitted run(OperatorFactory factory, List<Batch> input) throws Exception {
        var emitted = new Emitted();
        try (var context = context();
                var operator = factory.create(context)) {
            feed(operator, 0, input, emitted);
            operator.finish(0, emitted);
            drain(operator, emitted);
        }
        return emitted;
    }

    protected static void feed(Operator operator, int input, List<Batch> batches, Output output) throws Exception {
        for (var batch : batches) {
            operator.process(input, batch, output);
            drain(operator, output);
        }
    }

    protected static void drain(Operator operator, Output output) throws Exception {
        while (operator.resume(output) != Operator.Pending.NONE) {
            // emits the next part
        }
    }

    /** Batches of the usual size. */
    protected static List<Batch> cut(Batch whole) {
        var batches = new ArrayList<Batch>();
        for (var from = 0; from < whole.rows(); from += Batch.DEFAULT_ROWS) {
            var count = Math.min(Batch.DEFAULT_ROWS, whole.rows() - from);
            var range = IntStream.range(from, from + count).toArray();
            batches.add(whole.select(Selection.of(range, count)).compact());
        }
        return batches;
    }

    protected static LongVector bigints(long[] values) {
        return new LongVector(DataType.Scalar.BIGINT, values, null, values.length);
    }

    /** The values of a BIGINT column, a batch each. */
    protected static long[][] longs(List<Batch> batches, int column) {
        return batches.stream()
                .map(batch -> ((LongVector) batch.column(column)).values())
                .toArray(long[][]::new);
    }
}
