package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.testing.RowBenchmark;
import io.weir.testing.TestContext;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Eight million rows of a BIGINT, each with its one partner in the build side, whose BIGINT it gets. Ids are numbers near each other in
 * any order, as of an orders table; hashes are the same spread over all longs.
 */
@OperationsPerInvocation(JoinBenchmark.ROWS)
public class JoinBenchmark extends RowBenchmark {
    static final int ROWS = 8 << 20;

    @Param({"1500000", "15000000"})
    public int buildRows;

    @Param
    public Keys keys;

    private final TestContext context = context();
    private List<Batch> probe;
    private Operator join;
    private PairTable table;
    private long[] payload;

    @Setup
    public void build() throws Exception {
        var random = new SplittableRandom(7);
        probe = cut(Batch.of(
                bigints(random.ints(ROWS, 0, buildRows).mapToLong(keys::key).toArray())));
        var key = JoinBuildBenchmark.shuffled(buildRows, keys);
        payload = random.longs(buildRows).toArray();
        table = new PairTable(key);
        join = plan().create(context);
        JoinBuildBenchmark.build(join, cut(Batch.of(bigints(key), bigints(payload))));
    }

    static HashJoin.Plan plan() {
        var probe = Schema.of(new Schema.Field("key", DataType.Scalar.BIGINT));
        var build = Schema.of(
                new Schema.Field("key", DataType.Scalar.BIGINT), new Schema.Field("payload", DataType.Scalar.BIGINT));
        return new HashJoin.Plan(
                JoinKind.INNER,
                JoinKeys.of(List.of(0), List.of(0)),
                Optional.empty(),
                new JoinInputs(probe, build),
                BuildSide.PARTITIONED,
                List.of());
    }

    @TearDown
    public void end() throws Exception {
        join.close();
        context.close();
    }

    @Benchmark
    public Object probe() throws Exception {
        var emitted = new Emitted();
        feed(join, 0, probe, emitted);
        return emitted;
    }

    @Benchmark
    public Object probeLimit() {
        var emitted = new Emitted();
        for (var key : longs(probe, 0)) {
            var rows = new int[key.length];
            table.find(key, rows);
            var gathered = new long[key.length];
            for (var i = 0; i < rows.length; i++) {
                gathered[i] = payload[rows[i]];
            }
            emitted.emit(Batch.of(bigints(key), bigints(key), bigints(gathered)));
        }
        return emitted;
    }
}
