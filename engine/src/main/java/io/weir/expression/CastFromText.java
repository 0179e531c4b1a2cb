package io.weir.expression;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import io.weir.vector.VectorBuilder;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;

/** Casts from VARCHAR and CHAR to everything that has a written form. Blanks around it are no part of it. */
final class CastFromText {
    /** One value read from trimmed text. */
    private interface Reading extends java.io.Serializable {
        void append(String text, VectorBuilder out);
    }

    private CastFromText() {}

    static @Nullable RowFunction find(DataType from, DataType to, ZoneId session) {
        if (from == Scalar.VARBINARY) {
            return null;
        }
        var reading = reading(from, to, session);
        return reading == null ? null : (row, out) -> read(reading, row.text(0), from, to, out);
    }

    private static void read(Reading reading, String text, DataType from, DataType to, VectorBuilder out) {
        try {
            reading.append(text.strip(), out);
        } catch (DateTimeException | NumberFormatException e) {
            throw Cast.failure(from, to, text);
        } catch (ArithmeticException e) {
            throw Cast.overflow(from, to, "'" + text + "'");
        }
    }

    private static @Nullable Reading reading(DataType from, DataType to, ZoneId session) {
        if (CastToNumber.isInteger(to)) {
            return (text, out) -> out.append(integer(text, from, to));
        }
        if (to instanceof Decimal decimal) {
            return (text, out) -> CastToNumber.append(out, from, decimal, new BigDecimal(text));
        }
        if (to instanceof Timestamp timestamp) {
            return (text, out) -> out.append(TemporalText.parseTimestamp(text, timestamp, session));
        }
        if (!(to instanceof Scalar scalar)) {
            return null;
        }
        return switch (scalar) {
            case REAL -> (text, out) -> out.append(real(text, Float.MAX_VALUE));
            case DOUBLE -> (text, out) -> out.append(real(text, Double.MAX_VALUE));
            case BOOLEAN -> (text, out) -> out.append(truth(text));
            case DATE -> (text, out) -> out.append(TemporalText.parseDate(text));
            case TIME -> (text, out) -> out.append(TemporalText.parseTime(text));
            case INTERVAL_MONTHS -> (text, out) -> out.append(TemporalText.parseMonths(text));
            case INTERVAL_MICROS -> (text, out) -> out.append(TemporalText.parseInterval(text));
            default -> null;
        };
    }

    private static long integer(String text, DataType from, DataType to) {
        var value = Long.parseLong(text);
        if (value < Integers.least(to) || value > Integers.most(to)) {
            throw Cast.overflow(from, to, "'" + text + "'");
        }
        return value;
    }

    private static double real(String text, double most) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> {
                return Double.NaN;
            }
            case "infinity", "+infinity", "inf", "+inf" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-infinity", "-inf" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {}
        }
        if (text.isEmpty() || !isNumeral(text)) {
            throw new NumberFormatException(text);
        }
        var value = Double.parseDouble(text);
        if (Math.abs(value) > most) {
            throw new ArithmeticException(text);
        }
        return value;
    }

    /** Java reads hexadecimal numbers and suffixes of types too; SQL does not. */
    private static boolean isNumeral(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return true;
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "1", "yes", "y", "on" -> true;
            case "false", "f", "0", "no", "n", "off" -> false;
            default -> throw new NumberFormatException(text);
        };
    }
}
