package io.weir.formats.text;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.formats.file.FormatOptions;
import io.weir.type.DataType;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Set;

/**
 * How dates and timestamps are written where it is not as ISO 8601 does.
 *
 * @param date null: 2024-02-29
 * @param timestamp null: 2024-02-29 23:59:59.123456, with T for the blank too; with a zone Z or +01:00 behind
 */
public record TextFormats(
        @Nullable DateTimeFormatter date, @Nullable DateTimeFormatter timestamp) {
    public static final String DATE = "date_format";
    public static final String TIMESTAMP = "timestamp_format";
    public static final Set<String> OPTIONS = Set.of(DATE, TIMESTAMP);
    public static final TextFormats ISO = new TextFormats(null, null);

    public static TextFormats of(FormatOptions options) {
        return new TextFormats(pattern(options, DATE), pattern(options, TIMESTAMP));
    }

    /** Writes a date or timestamp that has a format of its own; false for all else. The vector is flat and the row not null. */
    boolean print(Vector vector, int row, TextBuffer out) {
        var format = vector.type() == DataType.Scalar.DATE
                ? date
                : vector.type() instanceof DataType.Timestamp ? timestamp : null;
        if (format == null) {
            return false;
        }
        var value = Values.get(vector, row);
        out.append(format.format(
                value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : (TemporalAccessor) value));
        return true;
    }

    private static @Nullable DateTimeFormatter pattern(FormatOptions options, String key) {
        var pattern = options.values().get(key);
        if (pattern == null) {
            return null;
        }
        try {
            return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION,
                    "the option " + key + " is a pattern such as dd.MM.yyyy, not " + pattern,
                    e);
        }
    }
}
