package io.weir.formats.text;

import io.weir.type.DataType;
import io.weir.vector.VectorBuilder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;

/** Dates and times as ISO 8601 writes them, or as a pattern says; blanks around them do not count. */
final class TimeText {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long SECOND_MICROS = 1_000_000L;
    private static final int NONE = Integer.MIN_VALUE;

    private TimeText() {}

    static TextParser date(TextFormats formats) {
        var format = formats.date();
        if (format == null) {
            return TimeText::isoDate;
        }
        return (data, start, length, to) -> {
            try {
                to.append(LocalDate.parse(text(data, start, length), format).toEpochDay());
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        };
    }

    private static String text(byte[] data, int start, int length) {
        return new String(data, start, length, StandardCharsets.UTF_8).strip();
    }

    private static boolean isoDate(byte[] data, int start, int length, VectorBuilder to) {
        var cursor = new Cursor(data, start, length);
        var day = cursor.date();
        if (day == NONE || !cursor.ended()) {
            return false;
        }
        to.append(day);
        return true;
    }

    static boolean time(byte[] data, int start, int length, VectorBuilder to) {
        var cursor = new Cursor(data, start, length);
        var nanos = cursor.time();
        if (nanos < 0 || !cursor.ended() || nanos % 1000 != 0) {
            return false;
        }
        to.append(nanos / 1000);
        return true;
    }

    static TextParser timestamp(DataType.Timestamp type, TextFormats formats) {
        var format = formats.timestamp();
        if (format != null) {
            return pattern(type, format);
        }
        return (data, start, length, to) -> {
            var cursor = new Cursor(data, start, length);
            var day = cursor.date();
            if (day == NONE) {
                return false;
            }
            var nanos = 0L;
            if (cursor.skip('T') || cursor.skip(' ')) {
                nanos = cursor.time();
            }
            var offset = type.zoned() ? cursor.offset() : 0;
            if (nanos < 0 || offset == NONE || !cursor.ended()) {
                return false;
            }
            return append(type, day * 86_400L - offset, nanos, to);
        };
    }

    /** Digits beyond the precision of the type are cut off where the type cannot hold them. */
    private static boolean append(DataType.Timestamp type, long seconds, long nanos, VectorBuilder to) {
        try {
            var unit = type.nanos() ? SECOND_NANOS : SECOND_MICROS;
            to.append(Math.addExact(Math.multiplyExact(seconds, unit), nanos / (SECOND_NANOS / unit)));
            return true;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    private static TextParser pattern(DataType.Timestamp type, DateTimeFormatter format) {
        return (data, start, length, to) -> {
            try {
                var parsed = format.parse(text(data, start, length));
                if (type.zoned() && parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
                    var moment = OffsetDateTime.from(parsed);
                    return append(type, moment.toEpochSecond(), moment.getNano(), to);
                }
                var moment = LocalDateTime.from(parsed);
                return append(type, moment.toEpochSecond(ZoneOffset.UTC), moment.getNano(), to);
            } catch (DateTimeException e) {
                return false;
            }
        };
    }

    /** Reads one text from left to right. */
    private static final class Cursor {
        private final byte[] data;
        private final int end;
        private int at;

        Cursor(byte[] data, int start, int length) {
            var last = start + length;
            while (last > start && data[last - 1] == ' ') {
                last--;
            }
            this.data = data;
            this.end = last;
            this.at = start;
            while (at < end && data[at] == ' ') {
                at++;
            }
        }

        boolean ended() {
            return at == end;
        }

        boolean skip(char wanted) {
            if (at < end && data[at] == wanted) {
                at++;
                return true;
            }
            return false;
        }

        /** Exactly so many digits, NONE if there are others. */
        int number(int digits) {
            if (end - at < digits) {
                return NONE;
            }
            var value = 0;
            for (var i = 0; i < digits; i++) {
                var digit = data[at + i] - '0';
                if (digit < 0 || digit > 9) {
                    return NONE;
                }
                value = value * 10 + digit;
            }
            at += digits;
            return value;
        }

        int date() {
            var year = number(4);
            if (year == NONE || !skip('-')) {
                return NONE;
            }
            var month = number(2);
            if (month == NONE || !skip('-')) {
                return NONE;
            }
            var day = number(2);
            if (month < 1 || month > 12 || day < 1 || day > 31) {
                return NONE;
            }
            return day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth()
                    ? (int) LocalDate.of(year, month, day).toEpochDay()
                    : NONE;
        }

        /** Nanoseconds since midnight, negative if there is no time. Seconds may be missing. */
        long time() {
            var hour = number(2);
            if (hour < 0 || hour > 23 || !skip(':')) {
                return -1;
            }
            var minute = number(2);
            if (minute < 0 || minute > 59) {
                return -1;
            }
            var second = 0;
            var nanos = 0L;
            if (skip(':')) {
                second = number(2);
                if (second < 0 || second > 59) {
                    return -1;
                }
                nanos = skip('.') ? fraction() : 0;
            }
            return nanos < 0 ? -1 : (hour * 3600L + minute * 60L + second) * SECOND_NANOS + nanos;
        }

        private long fraction() {
            var value = 0L;
            var digits = 0;
            for (; at < end && data[at] >= '0' && data[at] <= '9'; at++, digits++) {
                value = digits < 9 ? value * 10 + data[at] - '0' : value;
            }
            for (var i = digits; i < 9; i++) {
                value *= 10;
            }
            return digits == 0 ? -1 : value;
        }

        /** Seconds east of Greenwich: Z, +hh, +hhmm or +hh:mm; nothing is Z. */
        int offset() {
            skip(' ');
            if (ended() || skip('Z')) {
                return 0;
            }
            var west = skip('-');
            if (!west && !skip('+')) {
                return NONE;
            }
            var hours = number(2);
            skip(':');
            var minutes = ended() ? 0 : number(2);
            if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
                return NONE;
            }
            return (west ? -1 : 1) * (hours * 3600 + minutes * 60);
        }
    }
}
