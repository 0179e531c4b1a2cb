package io.weir.expression;

import static io.weir.expression.ExpressionTester.check;
import static io.weir.expression.ExpressionTester.strict;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.expression.Arithmetic.Operator;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LogicTest {
    private static final List<DataType> THREE = List.of(Scalar.BOOLEAN, Scalar.BOOLEAN, Scalar.BOOLEAN);

    static Object and(List<Object> values) {
        return values.contains(false) ? (Object) false : values.contains(null) ? null : (Object) true;
    }

    private static Object or(List<Object> values) {
        return values.contains(true) ? (Object) true : values.contains(null) ? null : (Object) false;
    }

    @Test
    void andOrAndNotHaveThreeValues() {
        check(THREE, And::of, LogicTest::and);
        check(THREE, Or::of, LogicTest::or);
        check(List.of(Scalar.BOOLEAN), one -> Truth.not(one.get(0)), strict(values -> !(Boolean) values.get(0)));
    }

    @Test
    void testsOfTruthAreNeverNull() {
        var one = List.<DataType>of(Scalar.BOOLEAN);
        check(one, a -> Truth.isTrue(a.get(0)), v -> Boolean.TRUE.equals(v.get(0)));
        check(one, a -> Truth.isNotTrue(a.get(0)), v -> !Boolean.TRUE.equals(v.get(0)));
        check(one, a -> Truth.isFalse(a.get(0)), v -> Boolean.FALSE.equals(v.get(0)));
        check(one, a -> Truth.isNotFalse(a.get(0)), v -> !Boolean.FALSE.equals(v.get(0)));
        for (var type : List.of(Scalar.INT, Scalar.VARCHAR, new Decimal(20, 1), new DataType.ListOf(Scalar.INT))) {
            check(List.of(type), a -> Truth.isNull(a.get(0)), v -> v.get(0) == null);
            check(List.of(type), a -> Truth.isNotNull(a.get(0)), v -> v.get(0) != null);
        }
    }

    @Test
    void caseTakesTheFirstTrueBranch() {
        for (var type : List.of(Scalar.BIGINT, Scalar.DOUBLE, Scalar.VARCHAR, new Decimal(25, 3), Scalar.BOOLEAN)) {
            check(
                    List.of(Scalar.BOOLEAN, type, Scalar.BOOLEAN, type, type),
                    a -> Case.of(
                            List.of(new Case.Branch(a.get(0), a.get(1)), new Case.Branch(a.get(2), a.get(3))),
                            a.get(4)),
                    v -> Boolean.TRUE.equals(v.get(0))
                            ? v.get(1)
                            : Boolean.TRUE.equals(v.get(2)) ? v.get(3) : v.get(4));
        }
    }

    @Test
    void coalesceAndNullIf() {
        for (var type : List.of(Scalar.BIGINT, Scalar.VARCHAR, Scalar.DATE, new DataType.ListOf(Scalar.INT))) {
            check(
                    List.of(type, type, type),
                    Case::coalesce,
                    v -> v.stream().filter(Objects::nonNull).findFirst().orElse(null));
            check(
                    List.of(type, type),
                    a -> Case.nullIf(a.get(0), a.get(1)),
                    v -> Objects.equals(v.get(0), v.get(1)) ? null : v.get(0));
        }
    }

    @Test
    void branchesAreEvaluatedOnTheirRowsOnly() {
        var batch = Batch.of(new LongVector(Scalar.BIGINT, new long[] {4, 0, 2}, null, 3));
        var column = new Column(0, Scalar.BIGINT);
        var zero = new Literal(Scalar.BIGINT, 0L);
        var quotient = Arithmetic.of(Operator.DIVIDE, Scalar.BIGINT, new Literal(Scalar.BIGINT, 8L), column);
        var isZero = Comparison.of(Comparison.Operator.EQUAL, column, zero);
        var guarded = Case.of(List.of(new Case.Branch(isZero, zero)), quotient);
        var answer = guarded.evaluate(batch, Selection.all(3));
        assertEquals(List.of(2L, 0L, 4L), List.of(Values.get(answer, 0), Values.get(answer, 1), Values.get(answer, 2)));

        var both = And.of(List.of(
                Truth.not(isZero), Comparison.of(Comparison.Operator.EQUAL, quotient, new Literal(Scalar.BIGINT, 4L))));
        assertEquals("[2]", both.select(batch, Selection.all(3)).toString());
        assertEquals(false, Values.get(both.evaluate(batch, Selection.all(3)), 1));
        var either = Or.of(
                List.of(isZero, Comparison.of(Comparison.Operator.GREATER, quotient, new Literal(Scalar.BIGINT, 3L))));
        assertEquals("[1, 2]", either.select(batch, Selection.all(3)).toString());
    }

    @Test
    void rangesOfOneColumnAreOneRange() {
        var least = new Literal(Scalar.INT, -3);
        var most = new Literal(Scalar.INT, 4);
        for (var operator : Comparison.Operator.values()) {
            check(
                    List.of(Scalar.INT),
                    a -> And.of(List.of(
                            Comparison.of(Comparison.Operator.GREATER, a.get(0), least),
                            Comparison.of(operator, a.get(0), most))),
                    v -> and(Arrays.asList(
                            v.get(0) == null ? null : (Object) ((int) v.get(0) > -3),
                            ComparisonTest.compare(operator, Arrays.asList(v.get(0), 4)))));
        }
    }

    @Test
    void tryMakesNullOfFailures() {
        var two = List.<DataType>of(Scalar.INT, Scalar.INT);
        check(two, a -> Try.of(Arithmetic.of(Operator.DIVIDE, Scalar.INT, a.get(0), a.get(1))), strict(v -> {
            var divisor = (int) v.get(1);
            var quotient = divisor == 0 ? Long.MAX_VALUE : (long) (int) v.get(0) / divisor;
            return quotient == (int) quotient ? (Object) (int) quotient : null;
        }));
    }
}
