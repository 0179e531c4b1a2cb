package io.weir.operator;

import java.io.Serializable;

/** Makes an operator for each task of a stage. Immutable. */
public interface OperatorFactory extends Serializable {
    Operator create(OperatorContext context) throws Exception;

    /** What the plan and the metrics call it: the operator and what matters about it, one short line. */
    default String name() {
        return getClass().getSimpleName();
    }
}
