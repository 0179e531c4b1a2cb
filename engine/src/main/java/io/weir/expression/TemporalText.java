package io.weir.expression;

import io.weir.type.DataType.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

/** How dates, times, timestamps and intervals are written. Reading throws {@link DateTimeException} where it fails. */
public final class TemporalText {
    private TemporalText() {}

    public static String date(long day) {
        return LocalDate.ofEpochDay(day).toString();
    }

    /** The fraction has as many digits as it needs. */
    public static String time(long micros) {
        var text = new StringBuilder();
        appendClock(text, micros / Temporal.MICROS_PER_SECOND);
        var fraction = micros % Temporal.MICROS_PER_SECOND;
        if (fraction != 0) {
            appendFraction(text, fraction, 6, fraction % 1000 == 0 ? 3 : 6);
        }
        return text.toString();
    }

    public static String timestamp(long value, Timestamp type) {
        var unit = Temporal.unitsPerDay(type);
        var second = unit / Temporal.SECONDS_PER_DAY;
        var time = Math.floorMod(value, unit);
        var text = new StringBuilder(date(Math.floorDiv(value, unit))).append(' ');
        appendClock(text, time / second);
        if (type.precision() > 0) {
            appendFraction(text, time % second, type.nanos() ? 9 : 6, type.precision());
        }
        return text.toString();
    }

    /** What clocks of the zone show, and the zone. */
    public static String zoned(long instant, Timestamp type, ZoneId zone) {
        var name = zone.getId().equals("Z") ? "UTC" : zone.getId();
        return timestamp(Temporal.toLocal(instant, type, zone), type) + " " + name;
    }

    public static String months(long months) {
        var size = Math.abs(months);
        return (months < 0 ? "-" : "") + size / 12 + "-" + size % 12;
    }

    public static String interval(long micros) {
        var text = new StringBuilder(micros < 0 ? "-" : "");
        text.append(Math.abs(micros / Temporal.MICROS_PER_DAY)).append(' ');
        var rest = Math.abs(micros % Temporal.MICROS_PER_DAY);
        appendClock(text, rest / Temporal.MICROS_PER_SECOND);
        var fraction = rest % Temporal.MICROS_PER_SECOND;
        appendFraction(text, fraction, 6, fraction % 1000 == 0 ? 3 : 6);
        return text.toString();
    }

    private static void appendClock(StringBuilder text, long seconds) {
        appendPadded(text, seconds / 3600, 2);
        appendPadded(text.append(':'), seconds / 60 % 60, 2);
        appendPadded(text.append(':'), seconds % 60, 2);
    }

    private static void appendFraction(StringBuilder text, long fraction, int digits, int shown) {
        appendPadded(text.append('.'), fraction / Int128.powerOfTen(digits - shown), shown);
    }

    private static void appendPadded(StringBuilder text, long number, int digits) {
        var written = Long.toString(number);
        text.append("0".repeat(Math.max(0, digits - written.length()))).append(written);
    }

    public static long parseDate(String text) {
        var cursor = new TextCursor(text);
        var date = cursor.date();
        cursor.end();
        return date.toEpochDay();
    }

    public static long parseTime(String text) {
        var cursor = new TextCursor(text);
        var time = cursor.time();
        cursor.end();
        return Math.min((time.toNanoOfDay() + 500) / 1000, Temporal.MICROS_PER_DAY - 1);
    }

    /** A date, perhaps with a time, perhaps with a zone; without one the session's holds if the type is zoned. */
    public static long parseTimestamp(String text, Timestamp type, ZoneId session) {
        var cursor = new TextCursor(text);
        var date = cursor.date();
        var time = cursor.take('T') || cursor.take(' ') ? cursor.time() : LocalTime.MIDNIGHT;
        cursor.take(' ');
        var zone = cursor.rest();
        var value = Temporal.value(LocalDateTime.of(date, time), type);
        if (zone.isEmpty()) {
            return type.zoned() ? Temporal.toInstant(value, type, session) : value;
        }
        if (!type.zoned()) {
            throw new DateTimeException(text);
        }
        return Temporal.toInstant(value, type, ZoneId.of(zone));
    }

    /** Years and months: {@code 1-2}, {@code -0-3}; a single number counts months. */
    public static long parseMonths(String text) {
        var cursor = new TextCursor(text);
        var sign = cursor.sign();
        var years = cursor.number(9);
        var months = cursor.take('-') ? years * 12 + cursor.number(9) : years;
        cursor.end();
        return Math.toIntExact(sign * months);
    }

    /** Days and a time: {@code 3 04:05:06.789}; or a time alone. */
    public static long parseInterval(String text) {
        var cursor = new TextCursor(text);
        var sign = cursor.sign();
        var first = cursor.number(9);
        long seconds;
        if (cursor.take(' ')) {
            seconds = first * Temporal.SECONDS_PER_DAY + cursor.clock(cursor.number(9));
        } else {
            seconds = cursor.atEnd() ? first * Temporal.SECONDS_PER_DAY : cursor.clock(first);
        }
        var micros = cursor.take('.') ? cursor.fraction(6) : 0;
        cursor.end();
        return sign * Math.addExact(Math.multiplyExact(seconds, Temporal.MICROS_PER_SECOND), micros);
    }
}
