package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.testing.RowBenchmark;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The table of {@link JoinBenchmark} from batches of a BIGINT key and a BIGINT beside it, as often as it takes for 15 million rows. */
@OperationsPerInvocation(JoinBuildBenchmark.ROWS)
public class JoinBuildBenchmark extends RowBenchmark {
    static final int ROWS = 15_000_000;

    @Param({"1500000", "15000000"})
    public int buildRows;

    @Param
    public Keys keys;

    private List<Batch> batches;

    @Setup
    public void fill() {
        batches = cut(Batch.of(
                bigints(shuffled(buildRows, keys)),
                bigints(new Random(7).longs(buildRows).toArray())));
    }

    static long[] shuffled(int rows, Keys keys) {
        var random = new Random(3);
        var shuffled = new long[rows];
        for (var i = 0; i < rows; i++) {
            var other = random.nextInt(i + 1);
            shuffled[i] = shuffled[other];
            shuffled[other] = keys.key(i);
        }
        return shuffled;
    }

    /** Lets a join take its build side. */
    static void build(Operator join, List<Batch> batches) throws Exception {
        var nothing = new Emitted();
        feed(join, 1, batches, nothing);
        join.finish(1, nothing);
    }

    @Benchmark
    public Object build() throws Exception {
        var peak = 0L;
        for (var built = 0; built < ROWS; built += buildRows) {
            try (var context = context();
                    var join = JoinBenchmark.plan().create(context)) {
                build(join, batches);
                peak += context.metrics().memoryPeak();
            }
        }
        return peak;
    }

    /** The columns in one piece, for later rows are gathered by number, and the table. */
    @Benchmark
    public Object buildLimit() {
        var last = new Object[2];
        for (var built = 0; built < ROWS; built += buildRows) {
            var whole = Batch.concat(batches);
            last[0] = whole;
            last[1] = new PairTable(longs(List.of(whole), 0)[0]);
        }
        return last;
    }
}
