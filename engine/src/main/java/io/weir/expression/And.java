package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.util.List;

/** Three-valued and. A condition is asked only for rows that those before it left open. */
public final class And {
    private And() {}

    public static Expression of(List<Expression> conditions) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "and: " + conditions);
    }
}
