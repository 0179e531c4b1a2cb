package io.weir.relational;

import static io.weir.testing.OperatorTester.test;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.flow.Batch;
import io.weir.operator.Operator.Pending;
import io.weir.testing.Batches;
import io.weir.testing.RoomyOutput;
import io.weir.testing.TestContext;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.LongVector;
import io.weir.vector.Numbers;
import io.weir.vector.Selection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistinctMarkTest {
    private static final String HEADER = "city:varchar  year:int  big:boolean";
    private static final Schema SCHEMA = Batches.schema(HEADER);
    private static final Schema NUMBERS = new Schema(List.of(new Schema.Field("n", Scalar.BIGINT)));

    @Test
    void oneOfEqualRowsIsMarked() {
        var rows = Batches.of(HEADER + """

                Bern  1  true
                Bern  1  true
                Rome  1  true
                -     -  false
                -     -  false
                """);
        test(new DistinctMark.Plan(List.of(0, 1), AggregateCall.NO_FILTER, SCHEMA))
                .input(0, rows)
                .expect(
                        "Bern 1 true true",
                        "Bern 1 true false",
                        "Rome 1 true true",
                        "- - false true",
                        "- - false false");
    }

    @Test
    void rowsThatAFilterDropsAreNeverMarked() {
        var rows = Batches.of(HEADER + """

                Bern  1  false
                Bern  1  true
                Bern  2  true
                Rome  1  -
                """);
        test(new DistinctMark.Plan(List.of(0), 2, SCHEMA))
                .input(0, rows)
                .answer()
                .forEach(batch -> assertThat(Batches.lines(batch))
                        .containsExactly(
                                "Bern 1 false false", "Bern 1 true true", "Bern 2 true false", "Rome 1 - false"));
    }

    @Test
    void whatDoesNotFitIntoMemoryWaitsOnDisk() throws Exception {
        try (var context = new TestContext(256 << 10, 512)) {
            var marked = new Marked();
            run(context, marked, 40_000, 3);
            assertThat(context.metrics().spilledBytes()).isPositive();
            assertThat(context.memory().peak()).isLessThan(1 << 20);
            assertThat(marked.rows).isEqualTo(120_000);
            assertThat(marked.marks)
                    .hasSize(40_000)
                    .allSatisfy((key, marks) -> assertThat(marks).isOne());
        }
    }

    @Test
    void withEnoughMemoryRowsLeaveAsTheyCome() throws Exception {
        try (var context = TestContext.roomy();
                var operator = new DistinctMark.Plan(List.of(0), AggregateCall.NO_FILTER, NUMBERS).create(context)) {
            var marked = new Marked();
            operator.process(0, numbers(0, 100), marked);
            assertThat(marked.rows).isEqualTo(100);
            operator.process(0, numbers(50, 100), marked);
            assertThat(marked.rows).isEqualTo(200);
            assertThat(marked.marks).hasSize(150);
            assertThat(context.metrics().spilledBytes()).isZero();
        }
    }

    private static void run(TestContext context, Marked marked, int keys, int times) throws Exception {
        try (var operator = new DistinctMark.Plan(List.of(0), AggregateCall.NO_FILTER, NUMBERS).create(context)) {
            for (var time = 0; time < times; time++) {
                for (var from = 0; from < keys; from += 1000) {
                    operator.process(0, numbers(from, 1000), marked);
                }
            }
            operator.finish(0, marked);
            while (operator.resume(marked) != Pending.NONE) {
                assertThat(marked.rows).isLessThanOrEqualTo(keys * times);
            }
        }
        assertThat(context.memory().used()).isZero();
        assertThat(context.spillFiles()).isEmpty();
    }

    private static Batch numbers(int from, int count) {
        var values = LongStream.range(from, from + count).map(i -> i * 7).toArray();
        return Batch.of(new LongVector(Scalar.BIGINT, values, null, count));
    }

    private static final class Marked extends RoomyOutput {
        private final TreeMap<Long, Integer> marks = new TreeMap<>();
        private int rows;

        @Override
        public void emit(Batch batch) {
            rows += batch.rows();
            var compact = batch.compact();
            var keys = new long[compact.rows()];
            Numbers.longs(compact.column(0), Selection.all(keys.length), keys);
            var mark = (io.weir.vector.BooleanVector) compact.column(1).flat();
            for (var i = 0; i < keys.length; i++) {
                if (mark.value(i)) {
                    marks.merge(keys[i], 1, Integer::sum);
                }
            }
        }
    }
}
