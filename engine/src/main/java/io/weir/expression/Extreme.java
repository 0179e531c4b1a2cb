package io.weir.expression;

import io.weir.expression.Comparison.Operator;
import io.weir.type.Storage;
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
        for (var i = 1; i < vectors.length; i++) {
            var next = vectors[i];
            nulls = Masks.or(nulls, next.nulls(), size);
            var better = Selection.where(better(next, best), Selection.all(size));
            var merge = new Merge(type(), size);
            merge.add(next, better);
            merge.add(best, Selection.all(size).without(better));
            best = merge.build();
        }
        return Vectors.withNulls(best, nulls);
    }

    private boolean[] better(Vector next, Vector best) {
        var storage = type().storage();
        if (storage == Storage.DOUBLE || storage == Storage.FLOAT) {
            var a = new Argument(next);
            var b = new Argument(best);
            var answer = new boolean[next.size()];
            for (var i = 0; i < answer.length; i++) {
                var sign = Order.reals(a.real(i), b.real(i));
                answer[i] = which == Which.GREATEST ? sign > 0 : sign < 0;
            }
            return answer;
        }
        return ComparisonKernels.compare(which == Which.GREATEST ? Operator.GREATER : Operator.LESS, next, best);
    }
}
