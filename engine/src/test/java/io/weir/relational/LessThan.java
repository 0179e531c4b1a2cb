package io.weir.relational;

import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;

/** One BIGINT column less than another, or equal to it; null where one is null. Fails on a row that it must not look at. */
record LessThan(int left, int right, boolean orEqual) implements Expression {
    @Override
    public DataType type() {
        return DataType.Scalar.BOOLEAN;
    }

    @Override
    public Vector evaluate(Batch batch, Selection rows) {
        var builder = VectorBuilder.of(type(), batch.physicalRows());
        for (var i = 0; i < batch.physicalRows(); i++) {
            Values.append(builder, compare(Values.get(batch.column(left), i), Values.get(batch.column(right), i)));
        }
        return builder.build();
    }

    Boolean compare(Object a, Object b) {
        if (a == null || b == null) {
            return null;
        }
        return orEqual ? (Long) a <= (Long) b : (Long) a < (Long) b;
    }
}
