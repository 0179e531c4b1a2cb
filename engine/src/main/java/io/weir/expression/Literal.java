package io.weir.expression;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.ConstantVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;

/** The same value for every row. {@code value} is an object as {@link io.weir.vector.Values} knows it, serializable. */
public record Literal(DataType type, @Nullable Object value) implements Expression {
    @Override
    public Vector evaluate(Batch batch, Selection rows) {
        return Vectors.constant(type, value, batch.physicalRows());
    }

    /** The value as a vector of one row. */
    public Vector single() {
        return ((ConstantVector) Vectors.constant(type, value, 1)).value();
    }
}
