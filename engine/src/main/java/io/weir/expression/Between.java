package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;

/** {@code low <= value and value <= high}, value evaluated once. */
public final class Between {
    private Between() {}

    /** All three of one type. */
    public static Expression of(Expression value, Expression low, Expression high) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "between: " + value + low + high);
    }
}
