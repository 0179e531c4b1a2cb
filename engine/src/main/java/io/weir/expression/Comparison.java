package io.weir.expression;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.Masks;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;

/** Compares two values of one type: decimals of one scale, timestamps of one precision. NaN equals itself and is the greatest. */
public final class Comparison extends Pointwise {
    public enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        /** Never null: two nulls are not distinct. */
        DISTINCT,
        /** Never null: two nulls are not distinct. */
        NOT_DISTINCT;

        /** The operator that says the same with the operands exchanged. */
        public Operator flipped() {
            return switch (this) {
                case LESS -> GREATER;
                case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
                case GREATER -> LESS;
                case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
                case EQUAL, NOT_EQUAL, DISTINCT, NOT_DISTINCT -> this;
            };
        }

        /** Whether nulls count as values. */
        boolean distinguishesNulls() {
            return this == DISTINCT || this == NOT_DISTINCT;
        }
    }

    private final Operator operator;

    private Comparison(Operator operator, Expression left, Expression right) {
        super(DataType.Scalar.BOOLEAN, List.of(left, right));
        this.operator = operator;
    }

    public static Expression of(Operator operator, Expression left, Expression right) {
        if (!operator.distinguishesNulls()) {
            if (right instanceof Literal literal) {
                return withLiteral(operator, left, literal);
            }
            if (left instanceof Literal literal) {
                return withLiteral(operator.flipped(), right, literal);
            }
        }
        return new Comparison(operator, left, right);
    }

    private static Expression withLiteral(Operator operator, Expression value, Literal literal) {
        if (literal.value() == null) {
            return new Literal(DataType.Scalar.BOOLEAN, null);
        }
        var single = new Argument(literal.single());
        return switch (literal.type().storage()) {
            case BYTE, SHORT, INT, LONG -> IntegerRange.of(operator, value, single.integer(0));
            case FLOAT, DOUBLE -> RealRange.of(operator, value, single.real(0));
            default -> new Comparison(operator, value, literal);
        };
    }

    public Operator operator() {
        return operator;
    }

    @Override
    protected boolean strict() {
        return !operator.distinguishesNulls();
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var left = vectors[0];
        var right = vectors[1];
        var size = left.size();
        var answer = ComparisonKernels.compare(operator, left, right);
        if (!operator.distinguishesNulls()) {
            return new BooleanVector(type(), answer, Masks.or(left.nulls(), right.nulls(), size), size);
        }
        settleNulls(answer, left.nulls(), right.nulls());
        return new BooleanVector(type(), answer, null, size);
    }

    private void settleNulls(boolean[] answer, boolean @Nullable [] left, boolean @Nullable [] right) {
        if (left == null && right == null) {
            return;
        }
        var distinct = operator == Operator.DISTINCT;
        for (var i = 0; i < answer.length; i++) {
            var leftNull = left != null && left[i];
            var rightNull = right != null && right[i];
            if (leftNull | rightNull) {
                answer[i] = (leftNull != rightNull) == distinct;
            }
        }
    }

    @Override
    public String toString() {
        return "(" + children().get(0) + " " + operator + " " + children().get(1) + ")";
    }
}
