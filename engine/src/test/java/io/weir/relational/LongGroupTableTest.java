package io.weir.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.flow.Batch;
import io.weir.type.DataType.Scalar;
import io.weir.vector.LongVector;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongGroupTableTest {
    private static final int BATCH = 1000;

    /** So few that the table stays near, and so many that it does not. */
    @ParameterizedTest
    @ValueSource(ints = {5000, 2_000_000})
    void groupsStayWhatTheyWereWhileTheTableGrows(int keys) {
        var table = new LongGroupTable(Scalar.BIGINT);
        var expected = new int[keys];
        Arrays.fill(expected, -1);
        var random = new Random(1);
        var known = 0;
        for (var read = 0; read < 2 * keys; read += BATCH) {
            var values = random.longs(BATCH, 0, keys).toArray();
            var groups = new int[BATCH];
            table.assign(Batch.of(new LongVector(Scalar.BIGINT, values, null, BATCH)), groups);
            for (var i = 0; i < BATCH; i++) {
                var key = (int) values[i];
                if (expected[key] < 0) {
                    expected[key] = known++;
                }
                assertEquals(expected[key], groups[i]);
            }
        }
        assertEquals(known, table.count());
        var answered = (LongVector) table.keys(0, known).get(0);
        for (var group = 0; group < known; group++) {
            assertEquals(group, expected[(int) answered.value(group)]);
        }
    }

    /** Keys near each other are numbered without a hash; the table goes to and fro as they spread and close up again. */
    private enum Keys {
        ASCENDING(row -> row / 3 * 8),
        DESCENDING(row -> -row / 3 * 5),
        BOTH_WAYS(row -> row % 2 == 0 ? row : -row),
        FAR_AND_NEAR_AGAIN(row -> row / 100_000 % 2 == 0 ? row / 2 : row * 1_000_003L),
        TWO_PLACES(row -> row % 2 * 1_000_000_000L + row / 2 * 3),
        ONE_FAR_AWAY(row -> row == 150_000 ? Long.MIN_VALUE : row),
        LEAST(row -> Long.MIN_VALUE + row),
        GREATEST(row -> Long.MAX_VALUE - row),
        ENDS(row -> row % 2 == 0 ? Long.MIN_VALUE + row : Long.MAX_VALUE - row),
        SCATTERED(row -> new Random(row).nextLong() % 150_000);

        private final LongUnaryOperator ofRow;

        Keys(LongUnaryOperator ofRow) {
            this.ofRow = ofRow;
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysNearEachOtherAreNumberedAsOthers(Keys keys) {
        keysAreNumbered(keys, false);
        keysAreNumbered(keys, true);
    }

    private static void keysAreNumbered(Keys keys, boolean withNulls) {
        var table = new LongGroupTable(Scalar.BIGINT);
        var expected = new HashMap<Long, Integer>();
        for (var from = 0; from < 400_000; from += BATCH) {
            var values = new long[BATCH];
            var nulls = withNulls ? new boolean[BATCH] : null;
            for (var i = 0; i < BATCH; i++) {
                values[i] = keys.ofRow.applyAsLong(from + i);
                if (withNulls && (from + i) % 7 == 3) {
                    nulls[i] = true;
                    values[i] *= 31;
                }
            }
            var groups = new int[BATCH];
            table.assign(Batch.of(new LongVector(Scalar.BIGINT, values, nulls, BATCH)), groups);
            for (var i = 0; i < BATCH; i++) {
                var key = withNulls && nulls[i] ? null : (Long) values[i];
                expected.putIfAbsent(key, expected.size());
                assertEquals(expected.get(key), groups[i]);
            }
        }
        assertEquals(expected.size(), table.count());
        var answered = table.keys(0, table.count()).get(0);
        expected.forEach((key, group) -> {
            assertEquals(key == null, answered.isNull(group));
            if (key != null) {
                assertEquals(key, ((LongVector) answered).value(group));
            }
        });
    }

    @Test
    void nullIsAGroupBesideTheOthers() {
        var table = new LongGroupTable(Scalar.BIGINT);
        var nulls = new boolean[] {false, true, false, true};
        var groups = new int[4];
        table.assign(Batch.of(new LongVector(Scalar.BIGINT, new long[] {0, 0, 1, 7}, nulls, 4)), groups);
        assertEquals("[0, 1, 2, 1]", Arrays.toString(groups));
    }
}
