package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;

/** Compares two values of one type: decimals of one scale, timestamps of one precision. */
public final class Comparison {
    public enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        /** Never null: two nulls are not distinct. */
        DISTINCT,
        /** Never null: two nulls are not distinct. */
        NOT_DISTINCT
    }

    private Comparison() {}

    public static Expression of(Operator operator, Expression left, Expression right) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "comparison: " + operator + " " + left + " " + right);
    }
}
