package io.weir.expression;

import io.weir.type.DataType;

/** The value of the only row of a group; null for a group without rows, an error for one of several. */
public final class SingleValue {
    private SingleValue() {}

    public static AggregateFunction of(DataType type) {
        throw new UnsupportedOperationException("single_value: written by the engine room");
    }
}
