package io.weir.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;

/** Reads dates and times from left to right. Throws {@link DateTimeException} where the text does not go on as it must. */
final class TextCursor {
    private final String text;
    private int position;

    TextCursor(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return position == text.length();
    }

    void end() {
        if (!atEnd()) {
            throw unexpected();
        }
    }

    String rest() {
        return text.substring(position);
    }

    boolean take(char wanted) {
        if (!atEnd() && text.charAt(position) == wanted) {
            position++;
            return true;
        }
        return false;
    }

    int sign() {
        if (take('-')) {
            return -1;
        }
        take('+');
        return 1;
    }

    long number(int maxDigits) {
        var start = position;
        var value = 0L;
        while (!atEnd() && position - start < maxDigits && isDigit(text.charAt(position))) {
            value = value * 10 + text.charAt(position++) - '0';
        }
        if (position == start) {
            throw unexpected();
        }
        return value;
    }

    /** Digits after a point as a number of so many digits, rounded half up; at least one digit. */
    long fraction(int digits) {
        var start = position;
        var value = 0L;
        var roundUp = false;
        while (!atEnd() && isDigit(text.charAt(position))) {
            var digit = text.charAt(position) - '0';
            var index = position++ - start;
            if (index < digits) {
                value = value * 10 + digit;
            } else if (index == digits) {
                roundUp = digit >= 5;
            }
        }
        if (position == start) {
            throw unexpected();
        }
        var missing = Math.max(0, digits - (position - start));
        return value * Int128.powerOfTen(missing) + (roundUp ? 1 : 0);
    }

    LocalDate date() {
        var sign = sign();
        var year = number(6);
        require('-');
        var month = number(2);
        require('-');
        return LocalDate.of((int) (sign * year), (int) month, (int) number(2));
    }

    LocalTime time() {
        var hour = number(2);
        require(':');
        var minute = number(2);
        var second = take(':') ? number(2) : 0;
        var nanos = take('.') ? fraction(9) : 0;
        return LocalTime.of((int) hour, (int) minute, (int) second).plusNanos(nanos);
    }

    /** Minutes and perhaps seconds after the hours read, as seconds. */
    long clock(long hours) {
        require(':');
        var minutes = number(2);
        var seconds = take(':') ? number(2) : 0;
        if (minutes > 59 || seconds > 59) {
            throw unexpected();
        }
        return hours * 3600 + minutes * 60 + seconds;
    }

    private void require(char wanted) {
        if (!take(wanted)) {
            throw unexpected();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private DateTimeException unexpected() {
        return new DateTimeException("not a date or time: " + text);
    }
}
