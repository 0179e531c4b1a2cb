package io.weir.function;

import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.type.DataType.RowOf;
import io.weir.vector.RowVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;

/** A row whose fields are the values of expressions. Never null as a whole. */
record RowOfValues(RowOf type, List<Expression> children) implements Expression {
    @Override
    public Vector evaluate(Batch batch, Selection rows) {
        var fields = children.stream().map(child -> child.evaluate(batch, rows)).toList();
        return new RowVector(type, fields, null, batch.physicalRows());
    }
}
