package io.weir.sql.output;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Single values as text, as a cast to varchar shows them. */
public final class ValueText {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd ")
            .append(TIME)
            .toFormatter(Locale.ROOT);

    private final ZoneId zone;

    /** @param zone where instants are shown */
    public ValueText(ZoneId zone) {
        this.zone = zone;
    }

    /** A value as {@link io.weir.vector.Values} has it, not null. */
    public String of(DataType type, Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof LocalTime time) {
            return TIME.format(time);
        } else if (value instanceof LocalDateTime timestamp) {
            return TIMESTAMP.format(timestamp);
        } else if (value instanceof Instant instant) {
            return zoned(instant.atZone(zone));
        } else if (type instanceof DataType.ListOf list) {
            return ((List<?>) value)
                    .stream()
                            .map(element -> nested(list.element(), element))
                            .collect(Collectors.joining(", ", "[", "]"));
        } else if (type instanceof DataType.MapOf map) {
            return ((Map<?, ?>) value)
                    .entrySet().stream()
                            .map(entry ->
                                    nested(map.key(), entry.getKey()) + "=" + nested(map.value(), entry.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
        } else if (type instanceof DataType.RowOf row) {
            return ofRow(row, (List<?>) value);
        } else if (type == DataType.Scalar.INTERVAL_MONTHS) {
            return months((Integer) value);
        } else if (type == DataType.Scalar.INTERVAL_MICROS) {
            return micros((Long) value);
        }
        return value.toString();
    }

    private String ofRow(DataType.RowOf row, List<?> values) {
        var text = new StringBuilder("{");
        for (var i = 0; i < values.size(); i++) {
            var field = row.schema().field(i);
            text.append(i == 0 ? "" : ", ")
                    .append(field.name())
                    .append('=')
                    .append(nested(field.type(), values.get(i)));
        }
        return text.append('}').toString();
    }

    private String nested(DataType type, @Nullable Object value) {
        return value == null ? "NULL" : of(type, value);
    }

    private static String zoned(ZonedDateTime time) {
        var offset = time.getOffset().getId();
        return TIMESTAMP.format(time.toLocalDateTime()) + (offset.equals("Z") ? "+00:00" : offset);
    }

    private static String months(int months) {
        return (months < 0 ? "-" : "") + Math.abs(months / 12) + "-" + Math.abs(months % 12);
    }

    private static String micros(long micros) {
        var sign = micros < 0 ? "-" : "";
        var days = Math.abs(micros / 86_400_000_000L);
        var rest = Math.abs(micros % 86_400_000_000L);
        return sign + days + " " + TIME.format(LocalTime.ofNanoOfDay(rest * 1000));
    }
}
