package io.weir.relational;

import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.type.Schema;
import java.util.List;

/** Orders all rows. */
public final class Sort {
    private Sort() {}

    public record Plan(List<SortColumn> columns, Schema schema) implements OperatorFactory {
        @Override
        public Operator create(OperatorContext context) {
            throw new UnsupportedOperationException("Sort: written by the engine room");
        }
    }
}
