package io.weir.relational;

import static io.weir.testing.OperatorTester.test;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.expression.Column;
import io.weir.flow.Batch;
import io.weir.testing.Batches;
import io.weir.testing.RoomyOutput;
import io.weir.type.DataType.Scalar;
import io.weir.vector.BooleanVector;
import io.weir.vector.Values;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FilterTest {
    @Test
    void keepsTheRowsForWhichTheConditionIsTrue() {
        var rows = Batches.of("""
                id:bigint  kept:boolean
                1          true
                2          false
                3          -
                4          true
                """);
        test(new Filter.Plan(new Column(1, Scalar.BOOLEAN))).input(0, rows).expectInOrder("1 true", "4 true");
    }

    @Test
    void fewRowsOfManyAreCopiedTogether() throws Exception {
        for (var kept : new int[] {1, 5}) {
            var flags = new boolean[20];
            Arrays.fill(flags, 20 - kept, 20, true);
            var emitted = new ArrayList<Batch>();
            var batch = Batch.of(new BooleanVector(Scalar.BOOLEAN, flags, null, flags.length));
            new Filter(new Column(0, Scalar.BOOLEAN)).process(0, batch, new RoomyOutput() {
                @Override
                public void emit(Batch some) {
                    emitted.add(some);
                }
            });
            assertEquals(1, emitted.size());
            assertEquals(kept, emitted.get(0).rows());
            assertEquals(kept == 1 ? 1 : 20, emitted.get(0).physicalRows());
            assertEquals(true, Values.get(emitted.get(0).compact().column(0), 0));
        }
    }
}
