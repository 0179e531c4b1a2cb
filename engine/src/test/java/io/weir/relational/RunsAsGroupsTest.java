package io.weir.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.flow.Batch;
import io.weir.testing.RandomBatches;
import io.weir.type.DataType;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunsAsGroupsTest {
    private static final int ROWS = 300;

    /** Keys of one or two types in any kind of vector, each row of them up to three times. */
    private static Batch inRuns(List<DataType> types, long seed) {
        var random = new Random(seed);
        var batch = new RandomBatches(seed).of(types, ROWS);
        var alive = batch.rows();
        var rows = new int[3 * alive];
        var count = 0;
        for (var i = 0; i < alive; i++) {
            for (var times = random.nextInt(4); times > 0; times--) {
                rows[count++] = batch.selection().row(i);
            }
        }
        var repeated = Selection.of(rows, count);
        return Batch.of(
                count,
                batch.columns().stream().map(column -> column.take(repeated)).toArray(Vector[]::new));
    }

    @Test
    void rowsAreInOneRunIfTheTableHasOneGroupForThem() {
        for (var first : RandomBatches.allTypes()) {
            for (var seed = 0; seed < 10; seed++) {
                var other = RandomBatches.allTypes().get(seed);
                var types = seed % 2 == 0 ? List.of(first) : List.of(first, other);
                check(types, inRuns(types, seed));
            }
        }
    }

    private static void check(List<DataType> types, Batch keys) {
        var groups = new int[keys.rows()];
        var table = GroupTable.of(types);
        table.assign(keys, groups);
        var numbers = new int[keys.rows()];
        var runs = new RunsAsGroups();
        runs.assign(keys, numbers);
        var keysOfRuns = new int[runs.count()];
        table.assign(Batch.of(runs.count(), runs.keys(0, runs.count()).toArray(Vector[]::new)), keysOfRuns);
        var run = -1;
        for (var i = 0; i < groups.length; i++) {
            run += i == 0 || groups[i] != groups[i - 1] ? 1 : 0;
            assertEquals(run, numbers[i], types + ", row " + i);
            assertEquals(groups[i], keysOfRuns[run], types + ", key of row " + i);
        }
        assertEquals(run + 1, runs.count());
    }

    @Test
    void noRowsHaveNoRun() {
        var runs = new RunsAsGroups();
        runs.assign(new RandomBatches(1).of(List.of(DataType.Scalar.BIGINT), 0), new int[0]);
        assertEquals(0, runs.count());
    }
}
