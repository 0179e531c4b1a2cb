package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;

/**
 * The four operations and the remainder. The operands of integers, REAL and DOUBLE have the type of the result; decimals any
 * precision and scale. Dates, times and timestamps with intervals work too.
 */
public final class Arithmetic {
    public enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER
    }

    private Arithmetic() {}

    public static Expression of(Operator operator, DataType result, Expression left, Expression right) {
        throw new EngineException(
                ErrorCode.NOT_SUPPORTED, "arithmetic: " + operator + " " + left + " " + right + result);
    }

    /** Unary minus; the type stays. */
    public static Expression negate(Expression value) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "arithmetic: - " + value);
    }
}
