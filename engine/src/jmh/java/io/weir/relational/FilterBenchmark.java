package io.weir.relational;

import io.weir.expression.Between;
import io.weir.expression.Column;
import io.weir.expression.Literal;
import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.testing.RowBenchmark;
import io.weir.type.DataType;
import io.weir.vector.IntVector;
import io.weir.vector.Selection;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** An INT between two constants, beside a BIGINT; the columns lie in the cache. */
@OperationsPerInvocation(FilterBenchmark.ROWS)
public class FilterBenchmark extends RowBenchmark {
    static final int ROWS = 64 * Batch.DEFAULT_ROWS;
    private static final int LOW = 10;

    @Param({"2", "50", "98"})
    public int percent;

    private List<Batch> batches;
    private Operator filter;

    @Setup
    public void fill() {
        var random = new SplittableRandom(1);
        var numbers = random.ints(ROWS, LOW, LOW + 100).toArray();
        var others = random.longs(ROWS).toArray();
        batches = cut(Batch.of(new IntVector(DataType.Scalar.INT, numbers, null, ROWS), bigints(others)));
        filter = new Filter(Between.of(new Column(0, DataType.Scalar.INT), literal(LOW), literal(LOW + percent - 1)));
    }

    private static Literal literal(int value) {
        return new Literal(DataType.Scalar.INT, value);
    }

    @Benchmark
    public Object filter() throws Exception {
        var emitted = new Emitted();
        feed(filter, 0, batches, emitted);
        return emitted;
    }

    @Benchmark
    public Object filterLimit() {
        var emitted = new Emitted();
        for (var batch : batches) {
            var values = ((IntVector) batch.column(0)).values();
            var kept = new int[values.length];
            var n = 0;
            for (var i = 0; i < values.length; i++) {
                kept[n] = i;
                n += values[i] - LOW < percent ? 1 : 0;
            }
            emitted.emit(batch.select(Selection.of(kept, n)));
        }
        return emitted;
    }
}
