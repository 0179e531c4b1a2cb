package io.weir.relational;

import static io.weir.testing.OperatorTester.test;

import io.weir.expression.Column;
import io.weir.testing.Batches;
import io.weir.type.DataType.Scalar;
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
}
