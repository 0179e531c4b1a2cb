package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.ScalarFunction;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.util.List;
import java.util.Locale;

/** Whole numbers as bits and digits. */
final class BitFunctions {
    private static final List<DataType> ONE = List.of(Scalar.BIGINT);
    private static final List<DataType> TWO = List.of(Scalar.BIGINT, Scalar.BIGINT);

    private BitFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        family.integers("bitwise_and bitand", TWO, row -> row.integer(0) & row.integer(1));
        family.integers("bitwise_or bitor", TWO, row -> row.integer(0) | row.integer(1));
        family.integers("bitwise_xor bitxor", TWO, row -> row.integer(0) ^ row.integer(1));
        family.integers("bitwise_not bitnot", ONE, row -> ~row.integer(0));
        family.integers(
                "bitwise_left_shift shiftleft",
                TWO,
                row -> row.integer(1) >= 64 ? 0 : row.integer(0) << shift(row.integer(1)));
        family.integers(
                "bitwise_right_shift shiftrightunsigned",
                TWO,
                row -> row.integer(1) >= 64 ? 0 : row.integer(0) >>> shift(row.integer(1)));
        family.integers(
                "bitwise_right_shift_arithmetic shiftright",
                TWO,
                row -> row.integer(0) >> Math.min(63, shift(row.integer(1))));
        family.integers("bit_count", ONE, row -> Long.bitCount(row.integer(0)));
        family.texts("bin", ONE, row -> Long.toBinaryString(row.integer(0)));
        family.texts("hex", ONE, row -> Long.toHexString(row.integer(0)).toUpperCase(Locale.ROOT));
        family.texts("to_base", TWO, row -> Long.toString(row.integer(0), radix(row.integer(1))));
        family.integers(
                "from_base",
                List.of(Scalar.VARCHAR, Scalar.BIGINT),
                row -> fromBase(row.text(0), radix(row.integer(1))));
        return family.functions();
    }

    private static int shift(long by) {
        if (by < 0) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "cannot shift by a negative number of bits: " + by);
        }
        return (int) Math.min(by, 64);
    }

    private static int radix(long base) {
        if (base < Character.MIN_RADIX || base > Character.MAX_RADIX) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "a base is a number from 2 to 36: " + base);
        }
        return (int) base;
    }

    private static long fromBase(String digits, int radix) {
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT, "not a number of base " + radix + ": '" + digits + "'", e);
        }
    }
}
