package io.weir.expression;

import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;

/** NOT, IS [NOT] NULL, IS [NOT] TRUE and IS [NOT] FALSE. */
public final class Truth extends Pointwise {
    private enum Test {
        NOT,
        NULL,
        NOT_NULL,
        TRUE,
        NOT_TRUE,
        FALSE,
        NOT_FALSE
    }

    private final Test test;

    private Truth(Test test, Expression value) {
        super(DataType.Scalar.BOOLEAN, List.of(value));
        this.test = test;
    }

    public static Expression not(Expression condition) {
        return new Truth(Test.NOT, condition);
    }

    /** Also IS UNKNOWN. */
    public static Expression isNull(Expression value) {
        return new Truth(Test.NULL, value);
    }

    public static Expression isNotNull(Expression value) {
        return new Truth(Test.NOT_NULL, value);
    }

    public static Expression isTrue(Expression condition) {
        return new Truth(Test.TRUE, condition);
    }

    public static Expression isNotTrue(Expression condition) {
        return new Truth(Test.NOT_TRUE, condition);
    }

    public static Expression isFalse(Expression condition) {
        return new Truth(Test.FALSE, condition);
    }

    public static Expression isNotFalse(Expression condition) {
        return new Truth(Test.NOT_FALSE, condition);
    }

    @Override
    protected boolean strict() {
        return test == Test.NOT;
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var vector = vectors[0];
        var size = vector.size();
        var answer = new boolean[size];
        switch (test) {
            case NOT -> {
                var values = ((BooleanVector) vector).values();
                for (var i = 0; i < size; i++) {
                    answer[i] = !values[i];
                }
                return new BooleanVector(DataType.Scalar.BOOLEAN, answer, vector.nulls(), size);
            }
            case NULL -> nulls(vector, answer, true);
            case NOT_NULL -> nulls(vector, answer, false);
            case TRUE -> equal((BooleanVector) vector, answer, true, true);
            case NOT_TRUE -> equal((BooleanVector) vector, answer, true, false);
            case FALSE -> equal((BooleanVector) vector, answer, false, true);
            case NOT_FALSE -> equal((BooleanVector) vector, answer, false, false);
        }
        return new BooleanVector(DataType.Scalar.BOOLEAN, answer, null, size);
    }

    private static void nulls(Vector vector, boolean[] answer, boolean found) {
        var nulls = vector.nulls();
        for (var i = 0; i < answer.length; i++) {
            answer[i] = (nulls != null && nulls[i]) == found;
        }
    }

    private static void equal(BooleanVector vector, boolean[] answer, boolean wanted, boolean found) {
        var nulls = vector.nulls();
        var values = vector.values();
        for (var i = 0; i < answer.length; i++) {
            answer[i] = ((nulls == null || !nulls[i]) && values[i] == wanted) == found;
        }
    }
}
