package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.Serializable;
import java.util.List;

/** The value of the first branch whose condition is true. Every branch is evaluated on its rows only. */
public final class Case {
    public record Branch(Expression condition, Expression value) implements Serializable {}

    private Case() {}

    /** All values of one type. Without ELSE: a null {@link Literal}. */
    public static Expression of(List<Branch> branches, Expression otherwise) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "case: " + branches + otherwise);
    }

    /** The first value that is not null; all of one type. */
    public static Expression coalesce(List<Expression> values) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "coalesce: " + values);
    }

    /** Null where both are equal, else the first; both of one type. */
    public static Expression nullIf(Expression value, Expression other) {
        throw new EngineException(ErrorCode.NOT_SUPPORTED, "nullif: " + value + other);
    }
}
