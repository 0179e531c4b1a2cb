package io.weir.formats.text;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.vector.VectorBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Numbers; blanks around them do not count. */
final class NumberText {
    /** Powers of ten that a double holds exactly. */
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long MAX_EXACT = 1L << 53;
    private static final int MAX_DIGITS = 18;

    private NumberText() {}

    static TextParser integer(long min, long max) {
        return (data, start, length, to) -> {
            var end = end(data, start, length);
            var at = begin(data, start, end);
            var negative = at < end && data[at] == '-';
            if (at < end && (negative || data[at] == '+')) {
                at++;
            }
            if (at >= end || end - at > MAX_DIGITS + 1) {
                return false;
            }
            // Negative numbers reach one further, so all are read as negative ones.
            var value = 0L;
            for (; at < end; at++) {
                var digit = data[at] - '0';
                if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
                    return false;
                }
                value = value * 10 - digit;
            }
            if (negative ? value < min : value < -max) {
                return false;
            }
            to.append(negative ? value : -value);
            return true;
        };
    }

    private static int end(byte[] data, int start, int length) {
        var end = start + length;
        while (end > start && data[end - 1] == ' ') {
            end--;
        }
        return end;
    }

    private static int begin(byte[] data, int start, int end) {
        var at = start;
        while (at < end && data[at] == ' ') {
            at++;
        }
        return at;
    }

    static boolean floating(byte[] data, int start, int length, VectorBuilder to) {
        var end = end(data, start, length);
        var at = begin(data, start, end);
        var exact = exact(data, at, end);
        if (!Double.isNaN(exact)) {
            to.append(exact);
            return true;
        }
        try {
            to.append(Double.parseDouble(word(data, at, end)));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static boolean real(byte[] data, int start, int length, VectorBuilder to) {
        var end = end(data, start, length);
        try {
            to.append((double) Float.parseFloat(word(data, begin(data, start, end), end)));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** In the spelling of Java; a letter behind a number, which Java would take, makes it none. */
    private static String word(byte[] data, int at, int end) {
        var word = new String(data, at, end - at, StandardCharsets.ISO_8859_1);
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan" -> "NaN";
            case "inf", "+inf", "infinity", "+infinity" -> "Infinity";
            case "-inf", "-infinity" -> "-Infinity";
            default -> {
                var last = word.isEmpty() ? 'x' : word.charAt(word.length() - 1);
                if (Character.isLetter(last) || word.indexOf('x') >= 0 || word.indexOf('X') >= 0) {
                    throw new NumberFormatException(word);
                }
                yield word;
            }
        };
    }

    /** The value of a plain number of few digits, by one exact division; NaN where the number is not so plain. */
    private static double exact(byte[] data, int from, int end) {
        var at = from;
        var negative = at < end && data[at] == '-';
        at += negative ? 1 : 0;
        var digits = end - at;
        if (digits < 1 || digits > MAX_DIGITS) {
            return Double.NaN;
        }
        var value = 0L;
        var point = -1;
        for (; at < end; at++) {
            var digit = data[at] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
            } else if (data[at] == '.' && point < 0 && digits > 1) {
                point = at;
            } else {
                return Double.NaN;
            }
        }
        if (value > MAX_EXACT) {
            return Double.NaN;
        }
        var magnitude = point < 0 ? value : value / TENS[end - point - 1];
        return negative ? -magnitude : magnitude;
    }

    /** Digits beyond the scale are rounded, half away from zero. */
    static TextParser decimal(DataType.Decimal type) {
        var wide = wide(type);
        var limit = BigDecimal.TEN.pow(type.precision()).longValueExact();
        return (data, start, length, to) -> {
            var end = end(data, start, length);
            var at = begin(data, start, end);
            var negative = at < end && data[at] == '-';
            var first = at + (negative ? 1 : 0);
            var value = 0L;
            var point = -1;
            if (end - first < 1 || end - first > MAX_DIGITS) {
                return wide.append(data, start, length, to);
            }
            for (var i = first; i < end; i++) {
                var digit = data[i] - '0';
                if (digit >= 0 && digit <= 9) {
                    value = value * 10 + digit;
                } else if (data[i] == '.' && point < 0 && end - first > 1) {
                    point = i;
                } else {
                    return wide.append(data, start, length, to);
                }
            }
            var missing = type.scale() - (point < 0 ? 0 : end - point - 1);
            if (missing < 0) {
                return wide.append(data, start, length, to);
            }
            for (var i = 0; i < missing; i++) {
                if (value >= limit) {
                    return false;
                }
                value *= 10;
            }
            if (value >= limit) {
                return false;
            }
            to.append(negative ? -value : value);
            return true;
        };
    }

    private static TextParser wide(DataType.Decimal type) {
        return (data, start, length, to) -> {
            var value = parse(type, data, start, length);
            if (value == null) {
                return false;
            }
            to.append(value.unscaledValue().longValueExact());
            return true;
        };
    }

    static TextParser wideDecimal(DataType.Decimal type) {
        return (data, start, length, to) -> {
            var value = parse(type, data, start, length);
            if (value == null) {
                return false;
            }
            var unscaled = value.unscaledValue();
            to.append(unscaled.shiftRight(Long.SIZE).longValueExact(), unscaled.longValue());
            return true;
        };
    }

    private static @Nullable BigDecimal parse(DataType.Decimal type, byte[] data, int start, int length) {
        try {
            var text = new String(data, start, length, StandardCharsets.ISO_8859_1).strip();
            var parsed = new BigDecimal(text);
            // The exponent of a number such as 1e999999999 must not be carried out.
            if (Math.abs((long) parsed.precision() - parsed.scale()) > 2L * DataType.Decimal.MAX_PRECISION) {
                return parsed.signum() == 0 ? BigDecimal.ZERO.setScale(type.scale()) : null;
            }
            var value = parsed.setScale(type.scale(), RoundingMode.HALF_UP);
            return value.precision() <= type.precision() ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
