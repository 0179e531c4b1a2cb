package io.weir.relational;

import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;

/** Passes one row. */
public final class SingleRow {
    private SingleRow() {}

    public record Plan() implements OperatorFactory {
        @Override
        public Operator create(OperatorContext context) {
            throw new UnsupportedOperationException("SingleRow: written by the engine room");
        }
    }
}
