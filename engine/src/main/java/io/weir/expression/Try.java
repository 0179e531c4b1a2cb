package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;

/** Null for the rows on which the expression fails for a reason in the data. */
public final class Try {
    private Try() {}

    public static Expression of(Expression value) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "try: " + value);
    }
}
