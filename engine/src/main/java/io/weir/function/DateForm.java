package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;

/** How a date and time is written: letters as {@link DateTimeFormatter} knows them, or percent signs with a letter each. */
final class DateForm implements Serializable {
    private static final Map<Character, String> LETTERS = Map.ofEntries(
            Map.entry('Y', "uuuu"),
            Map.entry('y', "uu"),
            Map.entry('m', "MM"),
            Map.entry('c', "M"),
            Map.entry('b', "MMM"),
            Map.entry('M', "MMMM"),
            Map.entry('d', "dd"),
            Map.entry('e', "d"),
            Map.entry('j', "DDD"),
            Map.entry('a', "EEE"),
            Map.entry('W', "EEEE"),
            Map.entry('H', "HH"),
            Map.entry('k', "H"),
            Map.entry('h', "hh"),
            Map.entry('I', "hh"),
            Map.entry('l', "h"),
            Map.entry('i', "mm"),
            Map.entry('s', "ss"),
            Map.entry('S', "ss"),
            Map.entry('f', "SSSSSS"),
            Map.entry('p', "a"),
            Map.entry('T', "HH:mm:ss"),
            Map.entry('r', "hh:mm:ss a"));

    private final String form;
    private transient @Nullable DateTimeFormatter formatter;

    DateForm(String form) {
        this.form = form;
        formatter();
    }

    String format(LocalDateTime time) {
        try {
            return formatter().format(time);
        } catch (DateTimeException e) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT, "cannot write a timestamp in the form '" + form + "'", e);
        }
    }

    /** What the text leaves open is the first of its kind: January, the first, midnight. */
    LocalDateTime parse(String text) {
        try {
            var parsed = formatter().parse(text);
            var date = parsed.query(TemporalQueries.localDate());
            var time = parsed.query(TemporalQueries.localTime());
            return LocalDateTime.of(date == null ? LocalDate.EPOCH : date, time == null ? LocalTime.MIDNIGHT : time);
        } catch (DateTimeException e) {
            throw new EngineException(
                    ErrorCode.INVALID_CAST, "cannot read a timestamp in the form '" + form + "': '" + text + "'", e);
        }
    }

    private DateTimeFormatter formatter() {
        var known = formatter;
        if (known == null) {
            known = make();
            formatter = known;
        }
        return known;
    }

    private DateTimeFormatter make() {
        var pattern = form.indexOf('%') >= 0 ? ofPercents() : withYears();
        try {
            var builder = new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
            if (pattern.contains("u") && !pattern.contains("D") && !pattern.contains("Q")) {
                if (!pattern.contains("M") && !pattern.contains("L")) {
                    builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
                }
                if (!pattern.contains("d")) {
                    builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
                }
            }
            if ((pattern.contains("H") || pattern.contains("h")) && !pattern.contains("m")) {
                builder.parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0);
            }
            return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "not a form of dates and times: '" + form + "'", e);
        }
    }

    /** Years of an era would need the era named to be read. */
    private String withYears() {
        var pattern = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < form.length(); i++) {
            var c = form.charAt(i);
            quoted ^= c == '\'';
            pattern.append(c == 'y' && !quoted ? 'u' : c);
        }
        return pattern.toString();
    }

    private String ofPercents() {
        var pattern = new StringBuilder();
        for (var i = 0; i < form.length(); i++) {
            var c = form.charAt(i);
            if (c == '%' && i + 1 < form.length()) {
                var letter = form.charAt(++i);
                var meaning = letter == '%' ? "'%'" : LETTERS.get(letter);
                if (meaning == null) {
                    throw new EngineException(
                            ErrorCode.INVALID_ARGUMENT, "no part of a date is written %" + letter + ": '" + form + "'");
                }
                pattern.append(meaning);
            } else {
                pattern.append(c == '\'' ? "''" : Character.isLetter(c) ? "'" + c + "'" : String.valueOf(c));
            }
        }
        return pattern.toString();
    }
}
