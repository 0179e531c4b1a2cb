package io.weir.expression;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import io.weir.type.Storage;
import io.weir.vector.VectorBuilder;
import java.math.BigDecimal;

/** Casts between numbers that may fail, and between numbers and BOOLEAN. Fractions are rounded half away from zero. */
final class CastToNumber {
    private CastToNumber() {}

    static boolean isInteger(DataType type) {
        return type == Scalar.TINYINT || type == Scalar.SMALLINT || type == Scalar.INT || type == Scalar.BIGINT;
    }

    static boolean isReal(DataType type) {
        return type == Scalar.REAL || type == Scalar.DOUBLE;
    }

    static boolean isNumber(DataType type) {
        return isInteger(type) || isReal(type) || type instanceof Decimal;
    }

    static @Nullable RowFunction find(DataType from, DataType to) {
        if (to == Scalar.BOOLEAN && isNumber(from)) {
            return isReal(from)
                    ? RowFunction.booleans(row -> row.real(0) != 0)
                    : RowFunction.booleans(row -> (row.integer(0) | row.high(0)) != 0);
        }
        if (!isNumber(from) && from != Scalar.BOOLEAN) {
            return null;
        }
        if (isInteger(to)) {
            return toInteger(from, to);
        }
        if (isReal(to)) {
            return toReal(from);
        }
        return to instanceof Decimal decimal ? toDecimal(from, decimal) : null;
    }

    private static RowFunction toInteger(DataType from, DataType to) {
        if (isReal(from)) {
            return RowFunction.integers(row -> {
                var value = row.real(0);
                var rounded =
                        Math.rint(value) == value ? value : Math.signum(value) * Math.floor(Math.abs(value) + 0.5);
                if (!(rounded >= Integers.least(to) && rounded < -(double) Integers.least(to))) {
                    throw Cast.overflow(from, to, value);
                }
                return (long) rounded;
            });
        }
        var scale = from instanceof Decimal decimal ? decimal.scale() : 0;
        return RowFunction.integers(row -> {
            var value = row.integer(0);
            if (scale > 0 || from.storage() == Storage.DECIMAL128) {
                var register = new Int128();
                register.set(row.high(0), value);
                register.rescale(-scale);
                if (!Int128.isLong(register.high(), register.low())) {
                    throw Cast.overflow(from, to, row.object(0));
                }
                value = register.low();
            }
            if (value < Integers.least(to) || value > Integers.most(to)) {
                throw Cast.overflow(from, to, row.object(0));
            }
            return value;
        });
    }

    private static RowFunction toReal(DataType from) {
        if (isReal(from)) {
            return RowFunction.reals(row -> row.real(0));
        }
        if (from instanceof Decimal) {
            return RowFunction.reals(row -> row.decimal(0).doubleValue());
        }
        return RowFunction.reals(row -> row.integer(0));
    }

    private static RowFunction toDecimal(DataType from, Decimal to) {
        if (isReal(from)) {
            return (row, out) -> {
                var value = row.real(0);
                if (!Double.isFinite(value)) {
                    throw Cast.overflow(from, to, value);
                }
                var exact =
                        from == Scalar.REAL ? new BigDecimal(Float.toString((float) value)) : BigDecimal.valueOf(value);
                append(out, from, to, exact);
            };
        }
        var power = to.scale() - (from instanceof Decimal decimal ? decimal.scale() : 0);
        return (row, out) -> {
            var register = new Int128();
            register.set(row.high(0), row.integer(0));
            if (!register.rescale(power) || !register.hasDigits(to.precision())) {
                throw Cast.overflow(from, to, row.object(0));
            }
            append(out, to, register);
        };
    }

    private static void append(VectorBuilder out, Decimal to, Int128 value) {
        if (to.storage() == Storage.LONG) {
            out.append(value.low());
        } else {
            out.append(value.high(), value.low());
        }
    }

    /** Rounds a number to the type's scale and appends it. */
    static void append(VectorBuilder out, DataType from, Decimal to, BigDecimal value) {
        var scaled = value.setScale(to.scale(), java.math.RoundingMode.HALF_UP);
        var register = new Int128();
        if (scaled.precision() > to.precision() || !register.set(scaled.unscaledValue())) {
            throw Cast.overflow(from, to, value.toPlainString());
        }
        append(out, to, register);
    }
}
