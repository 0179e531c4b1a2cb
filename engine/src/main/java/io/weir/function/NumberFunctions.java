package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Arithmetic;
import io.weir.expression.Int128;
import io.weir.expression.Row;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import io.weir.vector.VectorBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Functions of numbers of every type: signs and rounding. */
final class NumberFunctions {
    private NumberFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        abs(family);
        sign(family);
        rounding(family, "ceil ceiling", RoundingMode.CEILING);
        rounding(family, "floor", RoundingMode.FLOOR);
        rounding(family, "round", RoundingMode.HALF_UP);
        rounding(family, "truncate trunc", RoundingMode.DOWN);
        toDigits(family, "round", RoundingMode.HALF_UP);
        rounding(family, "bround", RoundingMode.HALF_EVEN);
        toDigits(family, "bround", RoundingMode.HALF_EVEN);
        toDigits(family, "truncate trunc", RoundingMode.DOWN);
        family.custom(
                "negate negative",
                NumberFunctions::sameNumber,
                (arguments, signature) -> Arithmetic.negate(arguments.get(0)));
        family.custom("positive", NumberFunctions::sameNumber, (arguments, signature) -> arguments.get(0));
        return family.functions();
    }

    private static Signature sameNumber(List<DataType> arguments) {
        return arguments.size() == 1 && Coercion.isNumber(arguments.get(0))
                ? new Signature(arguments, arguments.get(0))
                : null;
    }

    private static void abs(Family family) {
        family.custom("abs", NumberFunctions::sameNumber, (arguments, signature) -> {
            var type = signature.result();
            RowFunction function;
            if (Coercion.isInteger(type)) {
                function = RowFunction.integers(row -> {
                    var value = row.integer(0);
                    var size = Math.abs(value);
                    var most = type == Scalar.TINYINT
                            ? Byte.MAX_VALUE
                            : type == Scalar.SMALLINT
                                    ? Short.MAX_VALUE
                                    : type == Scalar.INT ? Integer.MAX_VALUE : Long.MAX_VALUE;
                    if (size < 0 || size > most) {
                        throw new EngineException(
                                ErrorCode.NUMERIC_OVERFLOW, type.sql() + " overflow in absolute value: " + value);
                    }
                    return size;
                });
            } else if (Coercion.isReal(type)) {
                function = RowFunction.reals(row -> Math.abs(row.real(0)));
            } else {
                function =
                        (row, out) -> append(out, (Decimal) type, row.decimal(0).abs(), row);
            }
            return Family.perRow("abs", function).bind(arguments, signature);
        });
    }

    private static void sign(Family family) {
        family.custom("sign signum", NumberFunctions::sameNumber, (arguments, signature) -> {
            var type = signature.result();
            RowFunction function;
            if (Coercion.isInteger(type)) {
                function = RowFunction.integers(row -> Long.signum(row.integer(0)));
            } else if (Coercion.isReal(type)) {
                function = RowFunction.reals(row -> Math.signum(row.real(0)));
            } else {
                function = (row, out) -> append(
                        out, (Decimal) type, BigDecimal.valueOf(row.decimal(0).signum()), row);
            }
            return Family.perRow("sign", function).bind(arguments, signature);
        });
    }

    /** To whole numbers: integers stay, decimals lose their scale and may gain a digit. */
    private static void rounding(Family family, String names, RoundingMode mode) {
        family.custom(
                names,
                arguments -> {
                    if (arguments.size() != 1 || !Coercion.isNumber(arguments.get(0))) {
                        return null;
                    }
                    return new Signature(arguments, whole(arguments.get(0)));
                },
                (arguments, signature) -> {
                    if (Coercion.isInteger(signature.result())) {
                        return arguments.get(0);
                    }
                    var function = signature.result() instanceof Decimal decimal
                            ? (RowFunction) (row, out) ->
                                    append(out, decimal, row.decimal(0).setScale(0, mode), row)
                            : RowFunction.reals(row -> rounded(row.real(0), 0, mode));
                    return Family.perRow(names, function).bind(arguments, signature);
                });
    }

    private static DataType whole(DataType type) {
        if (!(type instanceof Decimal decimal)) {
            return type;
        }
        var digits = decimal.precision() - decimal.scale() + (decimal.scale() > 0 ? 1 : 0);
        return new Decimal(Math.max(1, Math.min(digits, Decimal.MAX_PRECISION)), 0);
    }

    /** To a number of digits after the point, or before it if negative. */
    private static void toDigits(Family family, String names, RoundingMode mode) {
        family.custom(
                names,
                arguments -> {
                    if (arguments.size() != 2
                            || !Coercion.isNumber(arguments.get(0))
                            || !Coercion.accepts(arguments.get(1), Scalar.INT)) {
                        return null;
                    }
                    return new Signature(List.of(arguments.get(0), Scalar.INT), withCarry(arguments.get(0)));
                },
                (arguments, signature) ->
                        Family.perRow(names, toDigits(signature.result(), mode)).bind(arguments, signature));
    }

    private static RowFunction toDigits(DataType type, RoundingMode mode) {
        if (Coercion.isReal(type)) {
            return RowFunction.reals(row -> rounded(row.real(0), row.count(1), mode));
        }
        if (type instanceof Decimal decimal) {
            return (row, out) -> {
                var value = row.decimal(0);
                var digits = Math.max(-Decimal.MAX_PRECISION - 1, Math.min(row.count(1), value.scale()));
                append(out, decimal, value.setScale(digits, mode), row);
            };
        }
        return RowFunction.integers(row -> {
            var digits = Math.max(-20, Math.min(row.count(1), 0));
            var rounded =
                    BigDecimal.valueOf(row.integer(0)).setScale(digits, mode).toBigInteger();
            if (rounded.bitLength() > 63) {
                throw new EngineException(
                        ErrorCode.NUMERIC_OVERFLOW, type.sql() + " overflow in rounding: " + row.integer(0));
            }
            return rounded.longValue();
        });
    }

    private static DataType withCarry(DataType type) {
        if (type instanceof Decimal decimal && decimal.scale() > 0) {
            return new Decimal(Math.min(decimal.precision() + 1, Decimal.MAX_PRECISION), decimal.scale());
        }
        return Coercion.isInteger(type) ? Scalar.BIGINT : type;
    }

    static double rounded(double value, int digits, RoundingMode mode) {
        if (!Double.isFinite(value)) {
            return value;
        }
        if (digits == 0) {
            return switch (mode) {
                case CEILING -> Math.ceil(value);
                case FLOOR -> Math.floor(value);
                case HALF_EVEN -> Math.rint(value);
                case DOWN -> value < 0 ? Math.ceil(value) : Math.floor(value);
                default -> Math.copySign(Math.floor(Math.abs(value) + 0.5), value);
            };
        }
        if (digits > 330 || digits < -330) {
            return digits > 0 ? value : 0;
        }
        return BigDecimal.valueOf(value).setScale(digits, mode).doubleValue();
    }

    static void append(VectorBuilder out, Decimal type, BigDecimal value, Row row) {
        var scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
        var register = new Int128();
        if (!register.set(scaled.unscaledValue()) || !register.hasDigits(type.precision())) {
            throw new EngineException(
                    ErrorCode.NUMERIC_OVERFLOW, type.sql() + " overflow in a function of " + row.objects());
        }
        if (type.precision() <= Decimal.MAX_LONG_PRECISION) {
            out.append(register.low());
        } else {
            out.append(register.high(), register.low());
        }
    }
}
