package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.util.List;

/** Null for the rows on which the expression fails for a reason in the data. */
public record Try(Expression value) implements Expression {
    public static Expression of(Expression value) {
        return new Try(value);
    }

    @Override
    public DataType type() {
        return value.type();
    }

    @Override
    public List<Expression> children() {
        return List.of(value);
    }

    @Override
    public Vector evaluate(Batch batch, Selection rows) {
        try {
            return value.evaluate(batch, rows);
        } catch (EngineException e) {
            requireUserError(e);
            return rowByRow(batch, rows);
        }
    }

    private Vector rowByRow(Batch batch, Selection rows) {
        var builder = VectorBuilder.of(type(), rows.count());
        for (var i = 0; i < rows.count(); i++) {
            var row = Selection.of(new int[] {rows.row(i)}, 1);
            try {
                builder.append(value.evaluate(batch, row), row);
            } catch (EngineException e) {
                requireUserError(e);
                builder.appendNull();
            }
        }
        return Pointwise.spread(builder.build(), rows, batch.physicalRows());
    }

    private static void requireUserError(EngineException e) {
        if (e.code().type() != ErrorCode.Type.USER || e.code() == ErrorCode.CANCELLED) {
            throw e;
        }
    }
}
