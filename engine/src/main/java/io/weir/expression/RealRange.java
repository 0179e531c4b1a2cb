package io.weir.expression;

import io.weir.expression.Comparison.Operator;
import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.DoubleVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;

/** Whether a REAL or DOUBLE lies in a range of constants, ends included, or outside it. NaN lies in none. */
public final class RealRange extends Pointwise {
    private final double low;
    private final double high;

    /** What values in the range answer. */
    private final boolean inside;

    private RealRange(Expression value, double low, double high, boolean inside) {
        super(DataType.Scalar.BOOLEAN, List.of(value));
        this.low = low;
        this.high = high;
        this.inside = inside;
    }

    static RealRange between(Expression value, double low, double high) {
        return new RealRange(value, low, high, true);
    }

    static Expression of(Operator operator, Expression value, double constant) {
        return switch (operator) {
            case EQUAL, NOT_DISTINCT -> between(value, constant, constant);
            case NOT_EQUAL, DISTINCT -> new RealRange(value, constant, constant, false);
            case LESS ->
                constant == Double.NEGATIVE_INFINITY
                        ? between(value, Double.NaN, Double.NaN)
                        : between(value, Double.NEGATIVE_INFINITY, Math.nextDown(constant));
            case LESS_OR_EQUAL -> between(value, Double.NEGATIVE_INFINITY, constant);
            case GREATER ->
                constant == Double.POSITIVE_INFINITY
                        ? between(value, Double.NaN, Double.NaN)
                        : between(value, Math.nextUp(constant), Double.POSITIVE_INFINITY);
            case GREATER_OR_EQUAL -> between(value, constant, Double.POSITIVE_INFINITY);
        };
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var vector = vectors[0];
        var answer = new boolean[vector.size()];
        if (vector instanceof DoubleVector v) {
            doubles(v.values(), low, high, answer);
        } else {
            var argument = new Argument(vector);
            for (var i = 0; i < answer.length; i++) {
                var value = argument.real(i);
                answer[i] = value >= low & value <= high;
            }
        }
        if (!inside) {
            for (var i = 0; i < answer.length; i++) {
                answer[i] = !answer[i];
            }
        }
        return new BooleanVector(type(), answer, vector.nulls(), answer.length);
    }

    private static void doubles(double[] values, double low, double high, boolean[] answer) {
        for (var i = 0; i < answer.length; i++) {
            answer[i] = values[i] >= low & values[i] <= high;
        }
    }

    @Override
    public String toString() {
        return "(" + children().get(0) + (inside ? " in [" : " not in [") + low + ", " + high + "])";
    }
}
