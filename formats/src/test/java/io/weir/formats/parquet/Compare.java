package io.weir.formats.parquet;

import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.formats.file.Domain;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.vector.BooleanVector;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import java.util.List;

/** A filter for tests: a column's value lies in a domain; null is true only if it belongs to the domain. */
record Compare(Expression column, Domain domain) implements Expression {
    @Override
    public DataType type() {
        return Scalar.BOOLEAN;
    }

    @Override
    public Vector evaluate(Batch batch, Selection rows) {
        var vector = column.evaluate(batch, rows);
        var answers = new boolean[batch.physicalRows()];
        for (var i = 0; i < rows.count(); i++) {
            var value = Values.get(vector, rows.row(i));
            answers[rows.row(i)] = value == null ? domain.nulls() : domain.contains(value);
        }
        return new BooleanVector(Scalar.BOOLEAN, answers, null, answers.length);
    }

    @Override
    public List<Expression> children() {
        return List.of(column);
    }
}
