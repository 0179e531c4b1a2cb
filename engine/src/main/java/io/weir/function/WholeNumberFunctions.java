package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.ScalarFunction;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.math.BigInteger;
import java.util.List;

/** Functions of whole numbers: remainders, factorials, digits of other bases, single bits. */
final class WholeNumberFunctions {
    private static final int MOST_FACTORIAL = 20;
    private static final List<DataType> TWO = List.of(Scalar.BIGINT, Scalar.BIGINT);

    private WholeNumberFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        family.integers("pmod", TWO, row -> {
            if (row.integer(1) == 0) {
                throw new EngineException(
                        ErrorCode.DIVISION_BY_ZERO, "division by zero: pmod(" + row.integer(0) + ", 0)");
            }
            var rest = row.integer(0) % row.integer(1);
            return rest < 0 ? (rest + row.integer(1)) % row.integer(1) : rest;
        });
        family.integers("factorial", List.of(Scalar.BIGINT), row -> factorial(row.integer(0)));
        family.integers("getbit bit_get", TWO, row -> {
            var place = row.integer(1);
            if (place < 0 || place >= Long.SIZE) {
                throw new EngineException(ErrorCode.INVALID_ARGUMENT, "a bigint has no bit " + place);
            }
            return row.integer(0) >>> place & 1;
        });
        family.texts(
                "conv",
                List.of(Scalar.VARCHAR, Scalar.BIGINT, Scalar.BIGINT),
                row -> converted(row.text(0), row.integer(1), row.integer(2)));
        return family.functions();
    }

    private static long factorial(long number) {
        if (number < 0 || number > MOST_FACTORIAL) {
            throw new EngineException(
                    ErrorCode.NUMERIC_OVERFLOW, "factorial is of numbers from 0 to " + MOST_FACTORIAL + ": " + number);
        }
        var product = 1L;
        for (var i = 2L; i <= number; i++) {
            product *= i;
        }
        return product;
    }

    private static String converted(String digits, long from, long to) {
        if (from < Character.MIN_RADIX
                || from > Character.MAX_RADIX
                || to < Character.MIN_RADIX
                || to > Character.MAX_RADIX) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "a base is from 2 to 36: " + from + ", " + to);
        }
        try {
            return new BigInteger(digits.strip(), (int) from).toString((int) to).toUpperCase(java.util.Locale.ROOT);
        } catch (NumberFormatException e) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT, "not a number of base " + from + ": '" + digits + "'", e);
        }
    }
}
