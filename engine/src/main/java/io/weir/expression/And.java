package io.weir.expression;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/** Three-valued and. A condition is asked only for rows that those before it left open: put the cheap and selective ones first. */
public record And(List<Expression> conditions) implements Expression {
    public And {
        conditions = List.copyOf(conditions);
    }

    /** Two ranges of one column that stand side by side become one. */
    public static Expression of(List<Expression> conditions) {
        var joined = new ArrayList<Expression>();
        for (var condition : conditions) {
            var last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            var both = last instanceof IntegerRange range ? range.and(condition) : null;
            if (both == null) {
                joined.add(condition);
            } else {
                joined.set(joined.size() - 1, both);
            }
        }
        return joined.size() == 1 ? joined.get(0) : new And(joined);
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
                return open;
            }
            open = condition.select(batch, open);
        }
        return open;
    }

    @Override
    public Vector evaluate(Batch batch, Selection rows) {
        var size = batch.physicalRows();
        var unknown = new boolean[size];
        var anyUnknown = false;
        var open = rows;
        for (var condition : conditions) {
            if (open.isEmpty()) {
                break;
            }
            var vector = (BooleanVector) condition.evaluate(batch, open).flat();
            if (vector.nulls() != null) {
                anyUnknown |= mark(unknown, vector.nulls(), open);
            }
            open = notFalse(vector, open);
        }
        var values = new boolean[size];
        var nulls = anyUnknown ? new boolean[size] : null;
        for (var i = 0; i < open.count(); i++) {
            var row = open.row(i);
            values[row] = !unknown[row];
            if (nulls != null) {
                nulls[row] = unknown[row];
            }
        }
        return new BooleanVector(DataType.Scalar.BOOLEAN, values, nulls, size);
    }

    /** Sets the rows of the selection that are null, and answers whether there were any. */
    static boolean mark(boolean[] unknown, boolean[] nulls, Selection rows) {
        var any = false;
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            unknown[row] |= nulls[row];
            any |= nulls[row];
        }
        return any;
    }

    private static Selection notFalse(BooleanVector vector, Selection rows) {
        var values = vector.values();
        var nulls = vector.nulls();
        if (nulls == null) {
            return Selection.where(values, rows);
        }
        var mask = new boolean[vector.size()];
        for (var i = 0; i < mask.length; i++) {
            mask[i] = values[i] | nulls[i];
        }
        return Selection.where(mask, rows);
    }
}
