package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.util.List;

/** GREATEST and LEAST: null if any argument is. */
public final class Extreme {
    private Extreme() {}

    /** All of one type. */
    public static Expression greatest(List<Expression> values) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "greatest: " + values);
    }

    /** All of one type. */
    public static Expression least(List<Expression> values) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "least: " + values);
    }
}
