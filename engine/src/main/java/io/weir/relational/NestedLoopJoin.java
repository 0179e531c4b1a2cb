package io.weir.relational;

import io.weir.expression.Expression;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import java.util.Optional;

/** Joins by any condition. */
public final class NestedLoopJoin {
    private NestedLoopJoin() {}

    public record Plan(JoinKind kind, Optional<Expression> condition, JoinInputs inputs) implements OperatorFactory {
        @Override
        public Operator create(OperatorContext context) {
            throw new UnsupportedOperationException("NestedLoopJoin: written by the engine room");
        }
    }
}
