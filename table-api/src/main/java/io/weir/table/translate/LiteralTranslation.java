package io.weir.table.translate;

import io.weir.Nullable;
import io.weir.expression.Literal;
import io.weir.table.node.TypeMapping;
import io.weir.type.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/** Constants of the plan as constants of the engine. */
final class LiteralTranslation {
    private static final long NANOS_IN_MILLI = 1_000_000;

    private LiteralTranslation() {}

    static Literal of(RexLiteral literal) {
        return of(literal, TypeMapping.of(literal.getType()));
    }

    static Literal of(RexLiteral literal, DataType type) {
        return new Literal(type, value(type, constant(literal)));
    }

    /** The constant as the planner's library holds it; dates and times in the form that has all their digits. */
    static @Nullable Comparable<?> constant(RexLiteral literal) {
        if (literal.isNull()) {
            return null;
        }
        return switch (literal.getTypeName()) {
            case DATE -> literal.getValueAs(DateString.class);
            case TIME -> literal.getValueAs(TimeString.class);
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> literal.getValueAs(TimestampString.class);
            default -> literal.getValue4();
        };
    }

    /** A value as the planner's library holds it in literals and search arguments, as an object of {@link io.weir.vector.Values}. */
    static @Nullable Object value(DataType type, @Nullable Comparable<?> value) {
        if (value == null) {
            return null;
        }
        if (value instanceof NlsString text) {
            return trimmed(type, text.getValue());
        } else if (value instanceof ByteString bytes) {
            return HexFormat.of().parseHex(bytes.toString());
        } else if (value instanceof DateString date) {
            return LocalDate.parse(date.toString());
        } else if (value instanceof TimeString time) {
            return LocalTime.parse(time.toString());
        } else if (value instanceof TimestampString timestamp) {
            var dateTime = LocalDateTime.parse(timestamp.toString().replace(' ', 'T'));
            return type instanceof DataType.Timestamp t && t.zoned() ? dateTime.toInstant(ZoneOffset.UTC) : dateTime;
        } else if (value instanceof BigDecimal number) {
            return number(type, number);
        } else if (value instanceof Number number) {
            return number(type, new BigDecimal(number.toString()));
        }
        return value;
    }

    /** As {@link #value}, but throws an ArithmeticException where a decimal would have to be rounded. */
    static @Nullable Object exactly(DataType type, @Nullable Comparable<?> value) {
        if (value instanceof BigDecimal number && type instanceof DataType.Decimal decimal) {
            return number.setScale(decimal.scale(), RoundingMode.UNNECESSARY);
        }
        return value(type, value);
    }

    private static Object trimmed(DataType type, String text) {
        return type instanceof DataType.Char ? text.stripTrailing() : text;
    }

    /** Dates and times may come as numbers of days and of milliseconds. */
    private static Object number(DataType type, BigDecimal number) {
        if (type instanceof DataType.Decimal decimal) {
            return number.setScale(decimal.scale(), RoundingMode.HALF_UP);
        }
        if (type == DataType.Scalar.INTERVAL_MICROS) {
            return number.multiply(BigDecimal.valueOf(1000)).longValueExact();
        }
        if (type == DataType.Scalar.DATE) {
            return LocalDate.ofEpochDay(number.longValueExact());
        }
        if (type == DataType.Scalar.TIME) {
            return LocalTime.ofNanoOfDay(number.longValueExact() * NANOS_IN_MILLI);
        }
        if (type instanceof DataType.Timestamp timestamp) {
            var instant = Instant.ofEpochMilli(number.longValueExact());
            return timestamp.zoned() ? instant : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        return switch (type.storage()) {
            case BYTE -> number.byteValueExact();
            case SHORT -> number.shortValueExact();
            case INT -> number.intValueExact();
            case FLOAT -> number.floatValue();
            case DOUBLE -> number.doubleValue();
            default -> number.longValueExact();
        };
    }
}
