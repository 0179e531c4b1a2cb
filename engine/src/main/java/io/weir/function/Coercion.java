package io.weir.function;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.DataType.Char;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.MapOf;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import java.util.List;

/** Which conversions an argument undergoes without being asked. */
public final class Coercion {
    private Coercion() {}

    /**
     * Integers widen and become decimals and floating-point numbers, decimals too; CHAR becomes VARCHAR, a date a timestamp, and
     * timestamps one another; arrays and maps follow their parts.
     */
    public static boolean accepts(DataType from, DataType to) {
        if (from.equals(to)) {
            return true;
        }
        if (to == Scalar.VARCHAR) {
            return from instanceof Char;
        }
        if (to instanceof Timestamp) {
            return from == Scalar.DATE || from instanceof Timestamp;
        }
        if (from instanceof ListOf a && to instanceof ListOf b) {
            return accepts(a.element(), b.element());
        }
        if (from instanceof MapOf a && to instanceof MapOf b) {
            return accepts(a.key(), b.key()) && accepts(a.value(), b.value());
        }
        if (!isNumber(from) || !isNumber(to)) {
            return false;
        }
        if (to == Scalar.DOUBLE || to == Scalar.REAL) {
            return from != Scalar.DOUBLE;
        }
        if (to instanceof Decimal target) {
            var source = decimal(from);
            return source != null
                    && source.scale() <= target.scale()
                    && source.precision() - source.scale() <= target.precision() - target.scale();
        }
        return isInteger(from) && isInteger(to) && rank(from) <= rank(to);
    }

    static boolean acceptsAll(List<DataType> from, List<DataType> to) {
        if (from.size() != to.size()) {
            return false;
        }
        for (var i = 0; i < from.size(); i++) {
            if (!accepts(from.get(i), to.get(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isInteger(DataType type) {
        return type == Scalar.TINYINT || type == Scalar.SMALLINT || type == Scalar.INT || type == Scalar.BIGINT;
    }

    static boolean isReal(DataType type) {
        return type == Scalar.REAL || type == Scalar.DOUBLE;
    }

    static boolean isNumber(DataType type) {
        return isInteger(type) || isReal(type) || type instanceof Decimal;
    }

    static boolean isText(DataType type) {
        return type == Scalar.VARCHAR || type instanceof Char;
    }

    private static int rank(DataType type) {
        return switch (type.storage()) {
            case BYTE -> 1;
            case SHORT -> 2;
            case INT -> 3;
            default -> 4;
        };
    }

    /** The decimal that holds every value of an exact number; null for other types. */
    static @Nullable Decimal decimal(DataType type) {
        if (type instanceof Decimal decimal) {
            return decimal;
        }
        if (!isInteger(type)) {
            return null;
        }
        return switch ((Scalar) type) {
            case TINYINT -> new Decimal(3, 0);
            case SMALLINT -> new Decimal(5, 0);
            case INT -> new Decimal(10, 0);
            default -> new Decimal(19, 0);
        };
    }

    /** The type that all convert to; null if there is none or no type at all. */
    public static @Nullable DataType common(List<DataType> types) {
        DataType common = null;
        for (var type : types) {
            common = common == null ? type : common(common, type);
            if (common == null) {
                return null;
            }
        }
        return common;
    }

    public static @Nullable DataType common(DataType a, DataType b) {
        if (a.equals(b)) {
            return a;
        }
        if (isText(a) && isText(b)) {
            return Scalar.VARCHAR;
        }
        if (a instanceof Timestamp x && b instanceof Timestamp y) {
            return new Timestamp(Math.max(x.precision(), y.precision()), x.zoned() || y.zoned());
        }
        if (a instanceof ListOf x && b instanceof ListOf y) {
            var element = common(x.element(), y.element());
            return element == null ? null : new ListOf(element);
        }
        if (a instanceof MapOf x && b instanceof MapOf y) {
            var key = common(x.key(), y.key());
            var value = common(x.value(), y.value());
            return key == null || value == null ? null : new MapOf(key, value);
        }
        var x = decimal(a);
        var y = decimal(b);
        if (x != null && y != null && (a instanceof Decimal || b instanceof Decimal)) {
            var scale = Math.max(x.scale(), y.scale());
            var whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
            return new Decimal(Math.min(whole + scale, Decimal.MAX_PRECISION), scale);
        }
        if (accepts(a, b)) {
            return b;
        }
        return accepts(b, a) ? a : null;
    }
}
