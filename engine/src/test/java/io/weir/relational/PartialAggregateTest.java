package io.weir.relational;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.aggregate.Aggregates;
import io.weir.expression.Column;
import io.weir.flow.Batch;
import io.weir.testing.RoomyOutput;
import io.weir.testing.TestContext;
import io.weir.type.DataType.Scalar;
import io.weir.vector.LongVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class PartialAggregateTest {
    private static final int BATCH = 1000;
    private static final int ROWS = 600_000;

    private static final class Emitted extends RoomyOutput {
        private final Map<Long, Long> rowsOfKeys = new HashMap<>();
        private long groups;

        @Override
        public void emit(Batch batch) {
            groups += batch.rows();
            var keys = (LongVector) batch.column(0).flat();
            var counts = (LongVector) batch.column(1).flat();
            for (var i = 0; i < batch.rows(); i++) {
                var row = batch.selection().row(i);
                rowsOfKeys.merge(keys.value(row), counts.value(row), Long::sum);
            }
        }
    }

    /** How many groups were emitted before the end of the input, and all in all. */
    private static List<Long> groups(IntToLongFunction keyOfRow) throws Exception {
        return groups(PartialAggregate.MAX_GROUPS, true, keyOfRow);
    }

    private static List<Long> groups(int maxGroups, boolean repeats, IntToLongFunction keyOfRow) throws Exception {
        var count = Aggregates.find("count").get(0);
        var call = AggregateCall.of(count.bind(count.resolve(List.of())));
        var aggregation = new Aggregation(List.of(new Column(0, Scalar.BIGINT)), List.of(call));
        var emitted = new Emitted();
        var expected = new HashMap<Long, Long>();
        long before;
        try (var context = new TestContext(Run.PLENTY, BATCH);
                var partial = new PartialAggregate(context, aggregation, maxGroups, repeats)) {
            for (var from = 0; from < ROWS; from += BATCH) {
                var keys = new long[BATCH];
                for (var i = 0; i < BATCH; i++) {
                    keys[i] = keyOfRow.applyAsLong(from + i);
                    expected.merge(keys[i], 1L, Long::sum);
                }
                partial.process(0, Batch.of(new LongVector(Scalar.BIGINT, keys, null, BATCH)), emitted);
                partial.resume(emitted);
            }
            before = emitted.groups;
            partial.finish(0, emitted);
            partial.resume(emitted);
        }
        assertThat(emitted.rowsOfKeys).isEqualTo(expected);
        return List.of(before, emitted.groups);
    }

    @Test
    void keysInOrderNeedNoLargeTable() throws Exception {
        var groups = groups(row -> row / 4);
        assertThat(groups.get(0)).isGreaterThan(ROWS / 4 / 2);
        assertThat(groups.get(1)).isBetween(ROWS / 4L, ROWS / 4L + 10);
    }

    @Test
    void equalKeysBesideEachOtherAreGroupsWithoutATable() throws Exception {
        var batches = ROWS / BATCH;
        assertThat(groups(row -> row / 3).get(1))
                .as("one that begins in a batch and ends in the next one is emitted twice")
                .isBetween(ROWS / 3L + batches / 6, ROWS / 3L + batches);
    }

    @Test
    void keysThatAreNoLongerInRunsComeBackToTheTable() throws Exception {
        var random = new Random(1);
        var ordered = ROWS * 2 / 3;
        var groups = groups(row -> row < ordered ? row / 4 : random.nextInt(5000));
        assertThat(groups.get(1)).isBetween(ordered / 4L + 5000, ordered / 4L + 5000 + 10 * BATCH);
    }

    private static IntToLongFunction randomBelow5000() {
        var random = new Random(1);
        return row -> random.nextInt(5000);
    }

    @Test
    void aTableWithTooManyGroupsIsEmptied() throws Exception {
        assertThat(groups(1000, true, randomBelow5000()).get(0)).isBetween(ROWS / 2L, (long) ROWS);
        assertThat(groups(5000, true, randomBelow5000())).containsExactly(0L, 5000L);
    }

    @Test
    void keysThatComeAgainStayInTheTable() throws Exception {
        for (var distinct : List.of(70_000, 150_000)) {
            var random = new Random(1);
            var groups = groups(row -> random.nextInt(distinct));
            assertThat(groups.get(0)).isZero();
            assertThat(groups.get(1)).isBetween(distinct / 2L, (long) distinct);
        }
    }

    @Test
    void keysThoughtToRepeatHardlyArePassedOnAfterFewRowsIfTheyDo() throws Exception {
        IntToLongFunction repeatLate = row -> row < 50_000 ? row : row % 10;
        assertThat(groups(PartialAggregate.MAX_GROUPS, true, repeatLate)).containsExactly(0L, 50_000L);
        assertThat(groups(PartialAggregate.MAX_GROUPS, false, repeatLate).get(1))
                .isEqualTo(ROWS);
        assertThat(groups(PartialAggregate.MAX_GROUPS, false, row -> row % 500)).containsExactly(0L, 500L);
    }
}
