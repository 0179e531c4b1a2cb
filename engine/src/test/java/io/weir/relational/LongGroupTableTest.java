package io.weir.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.flow.Batch;
import io.weir.type.DataType.Scalar;
import io.weir.vector.LongVector;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void nullIsAGroupBesideTheOthers() {
        var table = new LongGroupTable(Scalar.BIGINT);
        var nulls = new boolean[] {false, true, false, true};
        var groups = new int[4];
        table.assign(Batch.of(new LongVector(Scalar.BIGINT, new long[] {0, 0, 1, 7}, nulls, 4)), groups);
        assertEquals("[0, 1, 2, 1]", Arrays.toString(groups));
    }
}
