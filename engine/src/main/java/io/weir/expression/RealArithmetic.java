package io.weir.expression;

import io.weir.expression.Arithmetic.Operator;
import io.weir.type.DataType;
import io.weir.type.Storage;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.Masks;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;

/** REAL and DOUBLE, over all rows: nothing here can fail. */
final class RealArithmetic extends Pointwise {
    private final Operator operator;

    RealArithmetic(Operator operator, DataType type, Expression left, Expression right) {
        super(type, List.of(left, right));
        this.operator = operator;
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var size = vectors[0].size();
        var nulls = Masks.or(vectors[0].nulls(), vectors[1].nulls(), size);
        if (type().storage() == Storage.DOUBLE) {
            var left = Flat.doubles(vectors[0]);
            var right = Flat.doubles(vectors[1]);
            return new DoubleVector(type(), doubles(left, right, size), nulls, size);
        }
        var left = ((FloatVector) vectors[0].flat()).values();
        var right = ((FloatVector) vectors[1].flat()).values();
        return new FloatVector(type(), floats(left, right, size), nulls, size);
    }

    private double[] doubles(double[] left, double[] right, int size) {
        var answer = new double[size];
        switch (operator) {
            case ADD -> {
                for (var i = 0; i < size; i++) {
                    answer[i] = left[i] + right[i];
                }
            }
            case SUBTRACT -> {
                for (var i = 0; i < size; i++) {
                    answer[i] = left[i] - right[i];
                }
            }
            case MULTIPLY -> {
                for (var i = 0; i < size; i++) {
                    answer[i] = left[i] * right[i];
                }
            }
            case DIVIDE -> {
                for (var i = 0; i < size; i++) {
                    answer[i] = left[i] / right[i];
                }
            }
            case REMAINDER -> {
                for (var i = 0; i < size; i++) {
                    answer[i] = left[i] % right[i];
                }
            }
        }
        return answer;
    }

    private float[] floats(float[] left, float[] right, int size) {
        var answer = new float[size];
        for (var i = 0; i < size; i++) {
            answer[i] = switch (operator) {
                case ADD -> left[i] + right[i];
                case SUBTRACT -> left[i] - right[i];
                case MULTIPLY -> left[i] * right[i];
                case DIVIDE -> left[i] / right[i];
                case REMAINDER -> left[i] % right[i];
            };
        }
        return answer;
    }

    @Override
    public String toString() {
        return Arithmetic.text(operator, children());
    }
}
