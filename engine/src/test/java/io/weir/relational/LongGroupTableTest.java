package io.weir.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    /** Far from each other; so few that the table stays near, and so many that it does not. */
    @ParameterizedTest
    @ValueSource(ints = {5000, 2_000_000})
    void groupsStayWhatTheyWereWhileTheTableGrows(int keys) {
        var apart = 1_000_003L;
        var table = new LongGroupTable(Scalar.BIGINT);
        var expected = new int[keys];
        Arrays.fill(expected, -1);
        var random = new Random(1);
        var known = 0;
        for (var read = 0; read < 2 * keys; read += BATCH) {
            var values = random.longs(BATCH, 0, keys).map(key -> key * apart).toArray();
            var groups = new int[BATCH];
            table.assign(Batch.of(new LongVector(Scalar.BIGINT, values, null, BATCH)), groups);
            for (var i = 0; i < BATCH; i++) {
                var key = (int) (values[i] / apart);
                if (expected[key] < 0) {
                    expected[key] = known++;
                }
                assertEquals(expected[key], groups[i]);
            }
        }
        assertEquals(known, table.count());
        assertFalse(table.isDense());
        var answered = (LongVector) table.keys(0, known).get(0);
        for (var group = 0; group < known; group++) {
            assertEquals(group, expected[(int) (answered.value(group) / apart)]);
        }
    }

    /** Which rows have which keys, and whether the last ones find their groups by pages. Batches end at thousands, changes come between. */
    private enum Keys {
        ASCENDING(true, row -> row / 3 * 8),
        DESCENDING(true, row -> -row / 3 * 5),
        BOTH_WAYS(true, row -> row % 2 == 0 ? row : -row),
        TWO_PLACES(true, row -> row % 2 * 100_000_000L + row / 2 * 3),
        NEAR_THEN_FAR(false, row -> row < 200_500 ? row : row * 1_000_003L),
        FAR_THEN_NEAR(true, row -> row < 1_500 ? row * 1_000_003L % 10_000_000 : row / 2),
        /** A key in each page of a range that is there already. */
        NEAR_THEN_SPARSE(
                false,
                row -> row < 50_500 ? row : row < 50_502 ? (row - 50_500) * 40_000_000 : row * 4096 % 30_000_007),
        ONE_FAR_AWAY(false, row -> row == 399_501 ? Long.MIN_VALUE : row),
        AND_BACK_AGAIN(true, row -> row == 20_501 ? 100_000_000 : row < 30_000 ? row : row / 4 * 2),
        LEAST(true, row -> Long.MIN_VALUE + row),
        GREATEST(true, row -> Long.MAX_VALUE - row),
        ENDS(false, row -> row % 2 == 0 ? Long.MIN_VALUE + row : Long.MAX_VALUE - row),
        RANDOM(true, row -> new Random(row).nextLong() % 150_000);

        private final boolean dense;
        private final LongUnaryOperator ofRow;

        Keys(boolean dense, LongUnaryOperator ofRow) {
            this.dense = dense;
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
            var bound = table.bytesToGrow(BATCH);
            table.assign(Batch.of(new LongVector(Scalar.BIGINT, values, nulls, BATCH)), groups);
            assertTrue(
                    table.bytes() <= bound || from == 0, "row " + from + ": " + table.bytes() + " bytes of " + bound);
            for (var i = 0; i < BATCH; i++) {
                var key = withNulls && nulls[i] ? null : (Long) values[i];
                expected.putIfAbsent(key, expected.size());
                assertEquals(expected.get(key), groups[i]);
            }
        }
        assertEquals(expected.size(), table.count());
        assertEquals(keys.dense, table.isDense());
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
