package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.util.List;

/** Membership in a list of constants. */
public final class In {
    private In() {}

    /** The constants have the type of the value; a null among them makes null of what would be false. */
    public static Expression of(Expression value, List<Literal> constants) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "in: " + value + constants);
    }
}
