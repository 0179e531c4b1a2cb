package io.weir.relational;

import io.weir.expression.Expression;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import java.util.List;
import java.util.Optional;

/** Joins by equal keys. */
public final class HashJoin {
    private HashJoin() {}

    public record Plan(
            JoinKind kind,
            JoinKeys keys,
            Optional<Expression> residual,
            JoinInputs inputs,
            BuildSide side,
            List<PublishedFilter> filters)
            implements OperatorFactory {
        @Override
        public Operator create(OperatorContext context) {
            throw new UnsupportedOperationException("HashJoin: written by the engine room");
        }
    }
}
