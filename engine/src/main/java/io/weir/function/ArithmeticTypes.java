package io.weir.function;

import io.weir.Nullable;
import io.weir.expression.Arithmetic.Operator;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import java.util.List;

/** The type that an operation on two types answers. */
public final class ArithmeticTypes {
    private ArithmeticTypes() {}

    /** Two arguments; null if they cannot be computed with. */
    public static @Nullable Signature resolve(Operator operator, List<DataType> arguments) {
        var left = arguments.get(0);
        var right = arguments.get(1);
        if (!Coercion.isNumber(left) || !Coercion.isNumber(right)) {
            var result = temporal(operator, left, right);
            return result == null ? null : new Signature(arguments, result);
        }
        var x = Coercion.decimal(left);
        var y = Coercion.decimal(right);
        if (x != null && y != null && (left instanceof Decimal || right instanceof Decimal)) {
            return new Signature(List.of(x, y), decimal(operator, x, y));
        }
        var common = Coercion.isReal(left) || Coercion.isReal(right)
                ? (left == Scalar.REAL && right == Scalar.REAL ? Scalar.REAL : Scalar.DOUBLE)
                : Coercion.common(left, right);
        return common == null ? null : new Signature(List.of(common, common), common);
    }

    private static Decimal decimal(Operator operator, Decimal x, Decimal y) {
        var scale = Math.max(x.scale(), y.scale());
        var whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
        return switch (operator) {
            case ADD, SUBTRACT -> limited(whole + scale + 1, scale);
            case MULTIPLY -> limited(x.precision() + y.precision(), x.scale() + y.scale());
            case DIVIDE -> limited(x.precision() + y.scale() + Math.max(0, y.scale() - x.scale()), scale);
            case REMAINDER -> limited(Math.min(x.precision() - x.scale(), y.precision() - y.scale()) + scale, scale);
        };
    }

    private static Decimal limited(int precision, int scale) {
        return new Decimal(
                Math.max(1, Math.min(precision, Decimal.MAX_PRECISION)), Math.min(scale, Decimal.MAX_PRECISION));
    }

    private static @Nullable DataType temporal(Operator operator, DataType left, DataType right) {
        return switch (operator) {
            case ADD ->
                isPoint(left) && isInterval(right)
                        ? left
                        : isInterval(left) && (isPoint(right) || left == right) ? right : null;
            case SUBTRACT -> subtraction(left, right);
            case MULTIPLY ->
                isInterval(left) && Coercion.isNumber(right)
                        ? left
                        : Coercion.isNumber(left) && isInterval(right) ? right : null;
            case DIVIDE -> isInterval(left) && Coercion.isNumber(right) ? left : null;
            case REMAINDER -> null;
        };
    }

    private static @Nullable DataType subtraction(DataType left, DataType right) {
        if (isPoint(left) && isInterval(right) || isInterval(left) && left == right) {
            return left;
        }
        var days = isDay(left) && isDay(right);
        return days || left == Scalar.TIME && right == Scalar.TIME ? Scalar.INTERVAL_MICROS : null;
    }

    private static boolean isPoint(DataType type) {
        return isDay(type) || type == Scalar.TIME;
    }

    private static boolean isDay(DataType type) {
        return type == Scalar.DATE || type instanceof Timestamp;
    }

    private static boolean isInterval(DataType type) {
        return type == Scalar.INTERVAL_MONTHS || type == Scalar.INTERVAL_MICROS;
    }
}
