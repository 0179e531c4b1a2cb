package io.weir.expression;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.ConstantVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.List;

/** The first value that is not null; each is evaluated only where those before it are null. */
public record Coalesce(List<Expression> values) implements Expression {
    public Coalesce {
        values = List.copyOf(values);
    }

    @Override
    public DataType type() {
        return values.get(0).type();
    }

    @Override
    public List<Expression> children() {
        return values;
    }

    @Override
    public Vector evaluate(Batch batch, Selection rows) {
        var merge = new Merge(type(), batch.physicalRows());
        var open = rows;
        for (var value : values) {
            if (open.isEmpty()) {
                break;
            }
            var vector = value.evaluate(batch, open);
            var known = known(vector, open);
            merge.add(vector, known);
            open = open.without(known);
        }
        merge.add(Vectors.nulls(type(), batch.physicalRows()), open);
        return merge.build();
    }

    private static Selection known(Vector vector, Selection rows) {
        if (vector instanceof ConstantVector) {
            return vector.hasNulls() ? Selection.none() : rows;
        }
        return Truths.withoutNulls(Vectors.maskOf(vector), rows);
    }
}
