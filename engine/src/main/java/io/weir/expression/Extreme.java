package io.weir.expression;

import io.weir.expression.Comparison.Operator;
import io.weir.vector.Masks;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.List;

/** GREATEST and LEAST: null if any argument is; NaN is the greatest. */
public final class Extreme extends Pointwise {
    private enum Which {
        GREATEST,
        LEAST
    }

    private final Which which;

    private Extreme(Which which, List<Expression> values) {
        super(values.get(0).type(), values);
        this.which = which;
    }

    /** All of one type. */
    public static Expression greatest(List<Expression> values) {
        return values.size() == 1 ? values.get(0) : new Extreme(Which.GREATEST, values);
    }

    /** All of one type. */
    public static Expression least(List<Expression> values) {
        return values.size() == 1 ? values.get(0) : new Extreme(Which.LEAST, values);
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var size = vectors[0].size();
        var best = vectors[0];
        var nulls = Masks.or(null, best.nulls(), size);
        var better = which == Which.GREATEST ? Operator.GREATER : Operator.LESS;
        for (var i = 1; i < vectors.length; i++) {
            var next = vectors[i];
            nulls = Masks.or(nulls, next.nulls(), size);
            var chosen = Selection.where(ComparisonKernels.compare(better, next, best), Selection.all(size));
            var merge = new Merge(type(), size);
            merge.add(next, chosen);
            merge.add(best, Selection.all(size).without(chosen));
            best = merge.build();
        }
        return Vectors.withNulls(best, nulls);
    }
}
