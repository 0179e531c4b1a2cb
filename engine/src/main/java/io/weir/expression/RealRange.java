package io.weir.expression;

import io.weir.expression.Comparison.Operator;
import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.DoubleVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;

/**
 * Whether a REAL or DOUBLE lies in a range of constants, ends included, or outside it. NaN lies in none, so that what is greater than
 * something is what lies outside of the rest.
 */
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

    static Expression between(Expression value, double low, double high) {
        if (Double.isNaN(low)) {
            return of(Double.isNaN(high) ? Operator.EQUAL : Operator.GREATER, value, Double.NaN);
        }
        return Double.isNaN(high) ? of(Operator.GREATER_OR_EQUAL, value, low) : new RealRange(value, low, high, true);
    }

    static Expression of(Operator operator, Expression value, double constant) {
        return switch (operator) {
            case EQUAL, NOT_DISTINCT -> equal(value, constant, true);
            case NOT_EQUAL, DISTINCT -> equal(value, constant, false);
            case LESS -> less(value, constant, true);
            case LESS_OR_EQUAL -> lessOrEqual(value, constant, true);
            case GREATER -> lessOrEqual(value, constant, false);
            case GREATER_OR_EQUAL -> less(value, constant, false);
        };
    }

    private static Expression equal(Expression value, double constant, boolean answer) {
        return Double.isNaN(constant)
                ? new RealRange(value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, !answer)
                : new RealRange(value, constant, constant, answer);
    }

    private static Expression less(Expression value, double constant, boolean answer) {
        if (constant == Double.NEGATIVE_INFINITY) {
            return new RealRange(value, Double.NaN, Double.NaN, answer);
        }
        var high = Double.isNaN(constant) ? Double.POSITIVE_INFINITY : Math.nextDown(constant);
        return new RealRange(value, Double.NEGATIVE_INFINITY, high, answer);
    }

    private static Expression lessOrEqual(Expression value, double constant, boolean answer) {
        return Double.isNaN(constant)
                ? new RealRange(value, Double.NaN, Double.NaN, !answer)
                : new RealRange(value, Double.NEGATIVE_INFINITY, constant, answer);
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
