package io.weir.relational;

import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;

/** Repeats rows. */
public final class Replicate {
    private Replicate() {}

    public record Plan(int countColumn) implements OperatorFactory {
        @Override
        public Operator create(OperatorContext context) {
            throw new UnsupportedOperationException("Replicate: written by the engine room");
        }
    }
}
