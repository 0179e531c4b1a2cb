package io.weir.expression;

import static io.weir.expression.ExpressionTester.check;
import static io.weir.expression.ExpressionTester.strict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Arithmetic.Operator;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArithmeticTest {
    private static BigInteger integer(Object value) {
        return BigInteger.valueOf(((Number) value).longValue());
    }

    private static BigInteger compute(Operator operator, BigInteger a, BigInteger b) {
        return switch (operator) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case DIVIDE -> a.divide(b);
            case REMAINDER -> a.remainder(b);
        };
    }

    private static Object exact(DataType type, BigInteger value) {
        return switch ((Scalar) type) {
            case TINYINT -> value.byteValueExact();
            case SMALLINT -> value.shortValueExact();
            case INT -> value.intValueExact();
            default -> value.longValueExact();
        };
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void integersAreExactOrFail(Operator operator) {
        for (var type : List.of(Scalar.TINYINT, Scalar.SMALLINT, Scalar.INT, Scalar.BIGINT)) {
            check(
                    List.of(type, type),
                    a -> Arithmetic.of(operator, type, a.get(0), a.get(1)),
                    strict(v -> exact(type, compute(operator, integer(v.get(0)), integer(v.get(1))))));
        }
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void realNumbersNeverFail(Operator operator) {
        check(
                List.of(Scalar.DOUBLE, Scalar.DOUBLE),
                a -> Arithmetic.of(operator, Scalar.DOUBLE, a.get(0), a.get(1)),
                strict(v -> real(operator, (double) v.get(0), (double) v.get(1))));
        check(
                List.of(Scalar.REAL, Scalar.REAL),
                a -> Arithmetic.of(operator, Scalar.REAL, a.get(0), a.get(1)),
                strict(v -> (float) real(operator, (float) v.get(0), (float) v.get(1))));
    }

    private static double real(Operator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
        };
    }

    private static void checkDecimal(Operator operator, Decimal left, Decimal right, Decimal result) {
        check(
                List.of(left, right),
                a -> Arithmetic.of(operator, result, a.get(0), a.get(1)),
                strict(v -> decimal(operator, (BigDecimal) v.get(0), (BigDecimal) v.get(1), result)));
    }

    private static BigDecimal decimal(Operator operator, BigDecimal a, BigDecimal b, Decimal result) {
        var exact = switch (operator) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case DIVIDE -> a.divide(b, result.scale(), RoundingMode.HALF_UP);
            case REMAINDER -> a.remainder(b);
        };
        var rounded = exact.setScale(result.scale(), RoundingMode.HALF_UP);
        if (rounded.precision() > result.precision()) {
            throw new ArithmeticException();
        }
        return rounded;
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void decimalsOfAnySizeAreExactOrFail(Operator operator) {
        checkDecimal(operator, new Decimal(7, 2), new Decimal(5, 4), new Decimal(18, 6));
        checkDecimal(operator, new Decimal(7, 2), new Decimal(7, 2), new Decimal(9, 2));
        checkDecimal(operator, new Decimal(15, 2), new Decimal(16, 2), new Decimal(31, 4));
        checkDecimal(operator, new Decimal(31, 4), new Decimal(16, 2), new Decimal(38, 6));
        checkDecimal(operator, new Decimal(31, 4), new Decimal(30, 4), new Decimal(32, 4));
        checkDecimal(operator, new Decimal(30, 2), new Decimal(10, 2), new Decimal(31, 2));
        checkDecimal(operator, new Decimal(25, 2), new Decimal(10, 2), new Decimal(38, 4));
        checkDecimal(operator, new Decimal(38, 0), new Decimal(38, 38), new Decimal(38, 10));
        checkDecimal(operator, new Decimal(18, 0), new Decimal(18, 0), new Decimal(18, 0));
        checkDecimal(operator, new Decimal(38, 2), new Decimal(5, 1), new Decimal(38, 2));
        checkDecimal(operator, new Decimal(10, 8), new Decimal(10, 1), new Decimal(12, 1));
    }

    @Test
    void negationTurnsTheSign() {
        check(List.of(Scalar.BIGINT), a -> Arithmetic.negate(a.get(0)), strict(v -> Math.negateExact((long) v.get(0))));
        check(List.of(Scalar.DOUBLE), a -> Arithmetic.negate(a.get(0)), strict(v -> -(double) v.get(0)));
        check(
                List.of(new Decimal(38, 3)),
                a -> Arithmetic.negate(a.get(0)),
                strict(v -> ((BigDecimal) v.get(0)).negate()));
    }

    @Test
    void datesMoveByIntervals() {
        check(
                List.of(Scalar.DATE, Scalar.INTERVAL_MONTHS),
                a -> Arithmetic.of(Operator.ADD, Scalar.DATE, a.get(0), a.get(1)),
                strict(v -> ((LocalDate) v.get(0)).plusMonths((int) v.get(1))));
        check(
                List.of(Scalar.DATE, Scalar.INTERVAL_MONTHS),
                a -> Arithmetic.of(Operator.SUBTRACT, Scalar.DATE, a.get(0), a.get(1)),
                strict(v -> ((LocalDate) v.get(0)).minusMonths((int) v.get(1))));
        check(
                List.of(Scalar.DATE, Scalar.INTERVAL_MICROS),
                a -> Arithmetic.of(Operator.ADD, Scalar.DATE, a.get(0), a.get(1)),
                strict(v -> {
                    if ((long) v.get(1) % Temporal.MICROS_PER_DAY != 0) {
                        throw new ArithmeticException();
                    }
                    return ((LocalDate) v.get(0)).plusDays((long) v.get(1) / Temporal.MICROS_PER_DAY);
                }));
        for (var type : List.of(new Timestamp(3, false), new Timestamp(9, false))) {
            check(
                    List.of(Scalar.INTERVAL_MONTHS, type),
                    a -> Arithmetic.of(Operator.ADD, type, a.get(0), a.get(1)),
                    strict(v -> ((LocalDateTime) v.get(1)).plusMonths((int) v.get(0))));
            check(
                    List.of(type, Scalar.INTERVAL_MICROS),
                    a -> Arithmetic.of(Operator.SUBTRACT, type, a.get(0), a.get(1)),
                    strict(v -> ((LocalDateTime) v.get(0)).minus((long) v.get(1), ChronoUnit.MICROS)));
        }
        check(
                List.of(Scalar.TIME, Scalar.INTERVAL_MICROS),
                a -> Arithmetic.of(Operator.ADD, Scalar.TIME, a.get(0), a.get(1)),
                strict(v -> ((LocalTime) v.get(0)).plus((long) v.get(1), ChronoUnit.MICROS)));
    }

    @Test
    void differencesOfTimesAreIntervals() {
        check(
                List.of(Scalar.DATE, Scalar.DATE),
                a -> Arithmetic.of(Operator.SUBTRACT, Scalar.BIGINT, a.get(0), a.get(1)),
                strict(v -> ChronoUnit.DAYS.between((LocalDate) v.get(1), (LocalDate) v.get(0))));
        var type = new Timestamp(6, false);
        check(
                List.of(type, type),
                a -> Arithmetic.of(Operator.SUBTRACT, Scalar.INTERVAL_MICROS, a.get(0), a.get(1)),
                strict(v -> Duration.between((LocalDateTime) v.get(1), (LocalDateTime) v.get(0))
                                .toNanos()
                        / 1000));
        check(
                List.of(Scalar.INTERVAL_MONTHS, Scalar.INT),
                a -> Arithmetic.of(Operator.MULTIPLY, Scalar.INTERVAL_MONTHS, a.get(0), a.get(1)),
                strict(v -> Math.multiplyExact((int) v.get(0), (int) v.get(1))));
    }

    private static EngineException failure(Operator operator, DataType type, Object left, Object right) {
        var expression = Arithmetic.of(operator, type, new Literal(type, left), new Literal(type, right));
        var batch = Batch.of(new LongVector(Scalar.BIGINT, new long[1], null, 1));
        return assertThrows(EngineException.class, () -> expression.evaluate(batch, Selection.all(1)));
    }

    @Test
    void failuresNameTheValues() {
        var overflow = failure(Operator.MULTIPLY, Scalar.BIGINT, Long.MAX_VALUE, 2L);
        assertEquals(ErrorCode.NUMERIC_OVERFLOW, overflow.code());
        assertEquals("bigint overflow in multiplication: 9223372036854775807 * 2", overflow.getMessage());
        var zero = failure(Operator.DIVIDE, Scalar.INT, 5, 0);
        assertEquals(ErrorCode.DIVISION_BY_ZERO, zero.code());
        assertEquals("division by zero: 5 / 0", zero.getMessage());
        var decimal = failure(Operator.ADD, new Decimal(3, 1), new BigDecimal("99.9"), new BigDecimal("0.1"));
        assertEquals("decimal(3,1) overflow in addition: 99.9 + 0.1", decimal.getMessage());
        var type = assertThrows(
                EngineException.class,
                () -> Arithmetic.of(
                        Operator.ADD, Scalar.INT, new Literal(Scalar.VARCHAR, "a"), new Literal(Scalar.INT, 1)));
        assertEquals(ErrorCode.TYPE_MISMATCH, type.code());
    }
}
