package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import java.math.BigDecimal;
import java.util.List;

/**
 * The four operations and the remainder. The operands of integers, REAL and DOUBLE have the type of the result; decimals any
 * precision and scale. Dates, times and timestamps with intervals, intervals with numbers and differences of dates work too.
 * Integers and decimals fail when they overflow or are divided by zero, REAL and DOUBLE never do.
 */
public final class Arithmetic {
    public enum Operator {
        ADD("+", "addition"),
        SUBTRACT("-", "subtraction"),
        MULTIPLY("*", "multiplication"),
        DIVIDE("/", "division"),
        REMAINDER("%", "remainder");

        private final String sign;
        private final String noun;

        Operator(String sign, String noun) {
            this.sign = sign;
            this.noun = noun;
        }

        public String sign() {
            return sign;
        }
    }

    private Arithmetic() {}

    public static Expression of(Operator operator, DataType result, Expression left, Expression right) {
        if (TemporalArithmetic.applies(left.type(), right.type())) {
            return new TemporalArithmetic(operator, result, left, right);
        }
        if (result instanceof Decimal decimal && left.type() instanceof Decimal && right.type() instanceof Decimal) {
            return new DecimalArithmetic(operator, decimal, left, right);
        }
        if (result == left.type() && result == right.type() && result instanceof Scalar scalar) {
            switch (scalar) {
                case TINYINT, SMALLINT, INT, BIGINT -> {
                    return new IntegerArithmetic(operator, result, left, right);
                }
                case REAL, DOUBLE -> {
                    return new RealArithmetic(operator, result, left, right);
                }
                default -> {}
            }
        }
        throw new EngineException(
                ErrorCode.TYPE_MISMATCH,
                "cannot compute " + left.type().sql() + " " + operator.sign + " "
                        + right.type().sql() + " as " + result.sql());
    }

    /** Unary minus; the type stays. */
    public static Expression negate(Expression value) {
        var type = value.type();
        return switch (type.storage()) {
            case FLOAT, DOUBLE -> of(Operator.MULTIPLY, type, value, new Literal(type, -1.0));
            default -> of(Operator.SUBTRACT, type, new Literal(type, zero(type)), value);
        };
    }

    private static Object zero(DataType type) {
        if (type instanceof Decimal decimal) {
            return BigDecimal.ZERO.setScale(decimal.scale());
        }
        return type instanceof Timestamp ? failNegation(type) : (Object) 0;
    }

    private static Object failNegation(DataType type) {
        throw new EngineException(ErrorCode.TYPE_MISMATCH, "cannot negate " + type.sql());
    }

    static EngineException overflow(DataType type, Operator operator, Object left, Object right) {
        return new EngineException(
                ErrorCode.NUMERIC_OVERFLOW,
                type.sql() + " overflow in " + operator.noun + ": " + left + " " + operator.sign + " " + right);
    }

    static EngineException divisionByZero(Operator operator, Object left) {
        return new EngineException(
                ErrorCode.DIVISION_BY_ZERO, "division by zero: " + left + " " + operator.sign + " 0");
    }

    static String text(Operator operator, List<Expression> operands) {
        return "(" + operands.get(0) + " " + operator.sign + " " + operands.get(1) + ")";
    }
}
