package io.weir.expression;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Selection;
import io.weir.vector.Vector;

/** A column of the batch as it is. */
public record Column(int index, DataType type) implements Expression {
    @Override
    public Vector evaluate(Batch batch, Selection rows) {
        return batch.column(index);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Column column && index == column.index && type.equals(column.type);
    }

    @Override
    public int hashCode() {
        return 31 * index + type.hashCode();
    }
}
