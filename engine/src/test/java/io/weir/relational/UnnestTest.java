package io.weir.relational;

import static io.weir.testing.OperatorTester.test;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.operator.Operator.Pending;
import io.weir.operator.Output;
import io.weir.relational.Unnest.Extra;
import io.weir.testing.Batches;
import io.weir.testing.TestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnnestTest {
    private static final Batch LISTS = Batches.of("""
            id:int  xs:array(int)  ys:array(varchar)
            1       [10,20]        [a]
            2       []             [b,c]
            3       -              []
            4       [30]           -
            """);

    @Test
    void everyElementMakesARow() {
        test(plan(LISTS, List.of(1))).input(0, LISTS).expect("1 [10,20] [a] 10", "1 [10,20] [a] 20", "4 [30] - 30");
    }

    @Test
    void placesCountFromOneInEachRow() {
        test(plan(LISTS, List.of(1), Extra.ORDINALITY))
                .input(0, LISTS)
                .expect("1 [10,20] [a] 10 1", "1 [10,20] [a] 20 2", "4 [30] - 30 1");
    }

    @Test
    void rowsWithoutElementsStayWhereTheyAreWanted() {
        test(plan(LISTS, List.of(1), Extra.ORDINALITY, Extra.EMPTY_ROWS))
                .input(0, LISTS)
                .expect("1 [10,20] [a] 10 1", "1 [10,20] [a] 20 2", "2 [] [b,c] - -", "3 - [] - -", "4 [30] - 30 1");
    }

    @Test
    void theShorterCollectionIsFilledUpWithNulls() {
        test(plan(LISTS, List.of(1, 2)))
                .input(0, LISTS)
                .expect(
                        "1 [10,20] [a] 10 a",
                        "1 [10,20] [a] 20 -",
                        "2 [] [b,c] - b",
                        "2 [] [b,c] - c",
                        "4 [30] - 30 -");
    }

    @Test
    void entriesOfMapsAreKeyAndValue() {
        var maps = Batches.of("""
                id:int  m:map(varchar,int)
                1       {a=1,b=-}
                2       -
                """);
        test(plan(maps, List.of(1), Extra.EMPTY_ROWS))
                .input(0, maps)
                .expect("1 {a=1,b=-} a 1", "1 {a=1,b=-} b -", "2 - - -");
    }

    @Test
    void rowsAsElementsFallApart() {
        var rows = Batches.of("""
                id:int  r:array(row(a:int,b:varchar))
                1       [[1,x],-,[-,y]]
                2       []
                """);
        test(plan(rows, List.of(1), Extra.EMPTY_ROWS))
                .input(0, rows)
                .expect("1 [[1,x],-,[-,y]] 1 x", "1 [[1,x],-,[-,y]] - -", "1 [[1,x],-,[-,y]] - y", "2 [] - -");
    }

    /** One row makes a thousand, of which no more than a batch is emitted once the output is full. */
    @Test
    void aHugeAnswerWaitsForTheOutput() throws Exception {
        var numbers = IntStream.range(0, 1000).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        var batch = Batches.of("xs:array(int)\n" + numbers);
        try (var context = new TestContext(Long.MAX_VALUE, 100);
                var unnest = plan(batch, List.of(0)).create(context)) {
            var full = new FullAtOnce();
            unnest.process(0, batch, full);
            assertThat(full.batches).extracting(Batch::rows).containsExactly(100);
            var calls = 0;
            do {
                full.full = false;
                calls++;
            } while (unnest.resume(full) == Pending.MORE);
            assertThat(calls).isEqualTo(9);
            assertThat(full.batches).hasSize(10);
        }
    }

    private static final class FullAtOnce implements Output {
        private final List<Batch> batches = new ArrayList<>();
        private boolean full;

        @Override
        public void emit(Batch batch) {
            batches.add(batch);
            full = true;
        }

        @Override
        public void emit(int output, Batch batch) {
            emit(batch);
        }

        @Override
        public boolean isFull() {
            return full;
        }
    }

    private static Unnest.Plan plan(Batch rows, List<Integer> collections, Extra... extras) {
        var columns = collections.stream()
                .<Expression>map(index -> new Column(index, rows.column(index).type()))
                .toList();
        return new Unnest.Plan(columns, List.of(extras));
    }
}
