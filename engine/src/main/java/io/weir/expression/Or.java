package io.weir.expression;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;

/** Three-valued or. A condition is asked only for rows that those before it left open. */
public record Or(List<Expression> conditions) implements Expression {
    public Or {
        conditions = List.copyOf(conditions);
    }

    public static Expression of(List<Expression> conditions) {
        return conditions.size() == 1 ? conditions.get(0) : new Or(conditions);
    }

    @Override
    public DataType type() {
        return DataType.Scalar.BOOLEAN;
    }

    @Override
    public List<Expression> children() {
        return conditions;
    }

    @Override
    public Selection select(Batch batch, Selection rows) {
        var open = rows;
        for (var condition : conditions) {
            if (open.isEmpty()) {
                return rows;
            }
            open = open.without(condition.select(batch, open));
        }
        return rows.without(open);
    }

    @Override
    public Vector evaluate(Batch batch, Selection rows) {
        var size = batch.physicalRows();
        var nulls = new boolean[size];
        var anyNull = false;
        var open = rows;
        for (var condition : conditions) {
            if (open.isEmpty()) {
                break;
            }
            var vector = condition.evaluate(batch, open).flat();
            if (vector.nulls() != null) {
                anyNull |= And.mark(nulls, vector.nulls(), open);
            }
            open = open.without(Truths.select(vector, open));
        }
        var values = new boolean[size];
        for (var i = 0; i < rows.count(); i++) {
            values[rows.row(i)] = true;
        }
        for (var i = 0; i < open.count(); i++) {
            values[open.row(i)] = false;
        }
        for (var i = 0; anyNull && i < size; i++) {
            nulls[i] &= !values[i];
        }
        return new BooleanVector(DataType.Scalar.BOOLEAN, values, anyNull ? nulls : null, size);
    }
}
