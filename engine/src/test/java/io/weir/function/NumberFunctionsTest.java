package io.weir.function;

import static io.weir.function.Calls.fails;
import static io.weir.function.Calls.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.ErrorCode;
import io.weir.flow.Batch;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberFunctionsTest {
    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    @Test
    void signsAndSizes() {
        is(5, "abs", -5);
        is(5L, "abs", -5L);
        is(2.5, "abs", -2.5);
        is(decimal("1.20"), "abs", decimal("-1.20"));
        is(-1L, "sign", -7L);
        is(0.0, "sign", 0.0);
        is(decimal("-1.0"), "sign", decimal("-3.5"));
        is(-3, "negate", 3);
        fails(ErrorCode.NUMERIC_OVERFLOW, "abs", Integer.MIN_VALUE);
        fails(ErrorCode.NUMERIC_OVERFLOW, "abs", Long.MIN_VALUE);
    }

    @Test
    void numbersAreRoundedToWholeOnes() {
        is(7, "ceil", 7);
        is(3.0, "ceil", 2.1);
        is(-2.0, "ceiling", -2.9);
        is(-3.0, "floor", -2.1);
        is(decimal("3"), "ceil", decimal("2.10"));
        is(decimal("-3"), "floor", decimal("-2.10"));
        is(3.0, "round", 2.5);
        is(-3.0, "round", -2.5);
        is(decimal("3"), "round", decimal("2.5"));
        is(decimal("-3"), "round", decimal("-2.5"));
        is(decimal("10"), "round", decimal("9.99"));
        is(-2.0, "truncate", -2.9);
        is(Double.NaN, "round", Double.NaN);
    }

    @Test
    void numbersAreRoundedToDigits() {
        is(2.35, "round", 2.345, 2);
        is(1200.0, "round", 1234.5, -2);
        is(decimal("2.350"), "round", decimal("2.345"), 2);
        is(decimal("9.99"), "truncate", decimal("9.99"), 5);
        is(decimal("10.0"), "round", decimal("9.9"), 0);
        is(1200L, "round", 1234L, -2);
        is(-1300L, "round", -1250L, -2);
        is(-1200L, "truncate", -1299L, -2);
        assertEquals(new Decimal(5, 3), Calls.type("round", decimal("2.345"), 2));
    }

    @Test
    void realFunctions() {
        is(3.0, "sqrt", 9.0);
        is(3.0, "sqrt", 9);
        is(3.0, "cbrt", 27.0);
        is(1024.0, "power", 2, 10);
        is(3.0, "log2", 8.0);
        is(3.0, "log", 5.0, 125.0);
        is(2.0, "log10", 100.0);
        is(1.0, "exp", 0.0);
        is(0.0, "ln", 1.0);
        is(Math.PI, "pi");
        is(Math.E, "e");
        is(180.0, "degrees", Math.PI);
        is(0.0, "sin", 0.0);
        is(1.0, "cosh", 0.0);
        is(Math.atan2(1, 2), "atan2", 1.0, 2.0);
        is(Double.NaN, "sqrt", -1.0);
        is(true, "is_nan", Double.NaN);
        is(false, "is_finite", Double.POSITIVE_INFINITY);
        is(true, "is_infinite", Double.NEGATIVE_INFINITY);
        is(3L, "width_bucket", 5.0, 0.0, 10.0, 5);
        is(0L, "width_bucket", -1.0, 0.0, 10.0, 5);
        is(6L, "width_bucket", 10.0, 0.0, 10.0, 5);
        fails(ErrorCode.INVALID_ARGUMENT, "width_bucket", 5.0, 0.0, 10.0, 0);
    }

    @Test
    void bits() {
        is(8L, "bitwise_and", 12, 10);
        is(14L, "bitwise_or", 12, 10);
        is(6L, "bitwise_xor", 12, 10);
        is(-13L, "bitwise_not", 12);
        is(24L, "bitwise_left_shift", 12, 1);
        is(0L, "bitwise_left_shift", 12, 64);
        is(Long.MAX_VALUE, "bitwise_right_shift", -1L, 1);
        is(-1L, "bitwise_right_shift_arithmetic", -1L, 70);
        is(2L, "bit_count", 12);
        is("1100", "bin", 12);
        is("FF", "hex", 255);
        is("z", "to_base", 35, 36);
        is(255L, "from_base", "ff", 16);
        fails(ErrorCode.INVALID_ARGUMENT, "from_base", "xyz", 10);
        fails(ErrorCode.INVALID_ARGUMENT, "to_base", 1, 1);
        fails(ErrorCode.INVALID_ARGUMENT, "bitwise_left_shift", 1, -1);
    }

    @Test
    void operatorsHaveNames() {
        is(7, "+", 3, 4);
        is(7L, "+", 3, 4L);
        is(2.5, "/", 5, 2.0);
        is(1, "%", 7, 2);
        is(1, "mod", 7, 2);
        is(decimal("3.75"), "*", decimal("2.5"), decimal("1.5"));
        is(decimal("4.5"), "+", decimal("2.5"), 2);
        is(true, "<", 1, 2L);
        is(false, "=", "a", "b");
        fails(ErrorCode.DIVISION_BY_ZERO, "%", 1, 0);
    }

    @Test
    void choices() {
        is(3, "greatest", 1, 3, 2);
        is(1L, "least", 1, 3L, 2);
        is(null, "greatest", 1, new Calls.NullOf(Scalar.INT));
        is(4, "coalesce", new Calls.NullOf(Scalar.INT), 4, 5);
        is("b", "nvl", new Calls.NullOf(Scalar.VARCHAR), "b");
        is(null, "nullif", 3, 3);
        is(3, "nullif", 3, 4);
        is("yes", "if", true, "yes", "no");
        is(null, "if", false, "yes");
        is("set", "nvl2", 1, "set", "unset");
        is("unset", "nvl2", new Calls.NullOf(Scalar.INT), "set", "unset");
        is("bigint", "typeof", 4L);
        is("decimal(3,1)", "typeof", decimal("12.5"));
        is(true, "like", "abc", "a%");
        is(true, "like", "a%c", "a\\%c", "\\");
    }

    @Test
    void chanceDiffersFromRowToRow() {
        var batch = Batch.of(100);
        for (var name : List.of("random", "uuid")) {
            var function = Functions.find(name).get(0);
            assertFalse(function.deterministic());
            var vector = Calls.bound(name, List.of()).evaluate(batch, Selection.all(100));
            var seen = new HashSet<Object>();
            for (var i = 0; i < 100; i++) {
                seen.add(Values.get(vector, i));
            }
            assertEquals(100, seen.size());
        }
        var dice = Calls.bound(
                "random",
                List.of(new io.weir.expression.Literal(Scalar.INT, 1), new io.weir.expression.Literal(Scalar.INT, 7)));
        var vector = dice.evaluate(batch, Selection.all(100));
        for (var i = 0; i < 100; i++) {
            var value = (long) Values.get(vector, i);
            assertTrue(value >= 1 && value <= 6);
        }
    }
}
