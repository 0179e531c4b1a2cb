package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;

/** LIKE: percent sign for any characters, underscore for one. */
public final class Like {
    private Like() {}

    /** Value and pattern are VARCHAR; escape is null or one character of VARCHAR. */
    public static Expression of(Expression value, Expression pattern, @Nullable Expression escape) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "like: " + value + pattern + escape);
    }
}
