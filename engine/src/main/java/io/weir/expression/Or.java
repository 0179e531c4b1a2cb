package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.util.List;

/** Three-valued or. A condition is asked only for rows that those before it left open. */
public final class Or {
    private Or() {}

    public static Expression of(List<Expression> conditions) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "or: " + conditions);
    }
}
