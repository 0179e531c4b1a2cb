package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Expression;
import io.weir.expression.Pointwise;
import io.weir.type.DataType;
import io.weir.type.DataType.RowOf;
import io.weir.vector.ConstantVector;
import io.weir.vector.Masks;
import io.weir.vector.RowVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.List;

/** One field of a row; null where the row is. */
public final class FieldOfRow extends Pointwise {
    private final int index;

    /** Fields count from 0. */
    public FieldOfRow(int index, Expression row) {
        super(typeOf(index, (RowOf) row.type()), List.of(row));
        this.index = index;
    }

    private static DataType typeOf(int index, RowOf row) {
        if (index < 0 || index >= row.schema().size()) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "row of " + row.schema().size() + " fields has none of number " + index);
        }
        return row.schema().type(index);
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var row = (RowVector) vectors[0];
        var field = row.field(index);
        if (row.nulls() == null) {
            return field instanceof ConstantVector ? field.flat() : field;
        }
        return Vectors.withNulls(field, Masks.or(row.nulls(), Vectors.maskOf(field), row.size()));
    }
}
