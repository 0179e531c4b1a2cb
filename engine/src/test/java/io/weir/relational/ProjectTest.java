package io.weir.relational;

import static io.weir.testing.OperatorTester.test;

import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.testing.Batches;
import io.weir.type.DataType.Scalar;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectTest {
    @Test
    void answersAColumnForEachExpression() {
        var rows = Batches.of("""
                id:bigint  city:varchar
                1          Bern
                2          -
                """);
        var expressions = List.<Expression>of(
                new Column(1, Scalar.VARCHAR), new Literal(Scalar.INT, 7), new Column(0, Scalar.BIGINT));
        test(new Project.Plan(expressions)).input(0, rows).expectInOrder("Bern 7 1", "- 7 2");
    }

    @Test
    void withoutExpressionsTheRowsStillCount() {
        var rows = Batches.of("""
                id:bigint
                1
                2
                """);
        test(new Project.Plan(List.of())).input(0, rows).expect("", "");
    }
}
