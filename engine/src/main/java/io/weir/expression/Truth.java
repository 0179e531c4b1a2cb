package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;

/** NOT, IS [NOT] NULL, IS [NOT] TRUE and IS [NOT] FALSE. */
public final class Truth {
    private Truth() {}

    public static Expression not(Expression condition) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "not: " + condition);
    }

    /** Also IS UNKNOWN. */
    public static Expression isNull(Expression value) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "is null: " + value);
    }

    public static Expression isNotNull(Expression value) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "is not null: " + value);
    }

    public static Expression isTrue(Expression condition) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "is true: " + condition);
    }

    public static Expression isNotTrue(Expression condition) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "is not true: " + condition);
    }

    public static Expression isFalse(Expression condition) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "is false: " + condition);
    }

    public static Expression isNotFalse(Expression condition) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "is not false: " + condition);
    }
}
