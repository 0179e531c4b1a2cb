package io.weir.relational;

import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.type.Schema;
import java.util.List;

/** The first rows of an order. */
public final class TopN {
    private TopN() {}

    public record Plan(List<SortColumn> columns, long limit, long offset, Schema schema) implements OperatorFactory {
        @Override
        public Operator create(OperatorContext context) {
            throw new UnsupportedOperationException("TopN: written by the engine room");
        }
    }
}
