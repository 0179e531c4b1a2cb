package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;

/** A part of a date, time, timestamp or interval, as BIGINT. */
public final class Extract extends Pointwise {
    public enum Field {
        MILLENNIUM,
        CENTURY,
        DECADE,
        YEAR,
        QUARTER,
        MONTH,
        WEEK,
        ISO_YEAR,
        DAY,
        /** 1 is Monday, 7 is Sunday. */
        ISO_DAY_OF_WEEK,
        DAY_OF_YEAR,
        HOUR,
        MINUTE,
        SECOND,
        /** Of the second. */
        MILLISECOND,
        /** Of the second. */
        MICROSECOND,
        /** Of the second. */
        NANOSECOND,
        EPOCH;

        /** The field that SQL calls so, in whatever case; days of the week count from Monday as 1. */
        public static Field of(String name) {
            var upper = name.toUpperCase(Locale.ROOT);
            return switch (upper) {
                case "DOW", "ISODOW", "DAY_OF_WEEK", "DAYOFWEEK" -> ISO_DAY_OF_WEEK;
                case "DOY", "DAYOFYEAR" -> DAY_OF_YEAR;
                case "ISOYEAR", "YEAR_OF_WEEK", "YOW" -> ISO_YEAR;
                case "DAY_OF_MONTH" -> DAY;
                default -> {
                    for (var field : values()) {
                        if (field.name().equals(upper)) {
                            yield field;
                        }
                    }
                    throw new EngineException(ErrorCode.INVALID_ARGUMENT, "dates have no part of that name: " + name);
                }
            };
        }
    }

    private final Field field;
    private final DataType from;

    private Extract(Field field, Expression value) {
        super(Scalar.BIGINT, List.of(value));
        this.field = field;
        this.from = value.type();
    }

    /** A zoned timestamp must be cast to one without zone first, but for EPOCH. */
    public static Expression of(Field field, Expression value) {
        if (!suits(field, value.type())) {
            throw new EngineException(
                    ErrorCode.TYPE_MISMATCH,
                    "cannot extract from " + value.type().sql() + " the field " + field);
        }
        return new Extract(field, value);
    }

    private static boolean suits(Field field, DataType type) {
        var clock = field.compareTo(Field.HOUR) >= 0;
        if (type instanceof Timestamp timestamp) {
            return !timestamp.zoned() || field == Field.EPOCH;
        }
        if (type == Scalar.DATE) {
            return true;
        }
        if (type == Scalar.TIME) {
            return clock;
        }
        if (type == Scalar.INTERVAL_MICROS) {
            return clock || field == Field.DAY;
        }
        return type == Scalar.INTERVAL_MONTHS && (field == Field.YEAR || field == Field.MONTH);
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var argument = new Argument(vectors[0]);
        var size = vectors[0].size();
        var answer = new long[size];
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            if (!argument.isNull(row)) {
                answer[row] = extract(argument.integer(row));
            }
        }
        return new LongVector(type(), answer, vectors[0].nulls(), size);
    }

    private long extract(long value) {
        if (from == Scalar.INTERVAL_MONTHS) {
            return field == Field.YEAR ? value / 12 : value % 12;
        }
        if (from == Scalar.INTERVAL_MICROS) {
            return field == Field.DAY
                    ? value / Temporal.MICROS_PER_DAY
                    : value < 0 ? -clock(-value, Temporal.MICROS_PER_SECOND) : clock(value, Temporal.MICROS_PER_SECOND);
        }
        if (field.compareTo(Field.HOUR) < 0) {
            return ofDate(from == Scalar.DATE ? value : Math.floorDiv(value, Temporal.unitsPerDay(from)), field);
        }
        if (from == Scalar.DATE) {
            return field == Field.EPOCH ? value * Temporal.SECONDS_PER_DAY : 0;
        }
        var second = Temporal.unitsPerDay(from) / Temporal.SECONDS_PER_DAY;
        return field == Field.EPOCH
                ? Math.floorDiv(value, second)
                : clock(Math.floorMod(value, Temporal.unitsPerDay(from)), second);
    }

    private long clock(long time, long unitsPerSecond) {
        var seconds = time / unitsPerSecond;
        var nanos = time % unitsPerSecond * (Temporal.NANOS_PER_SECOND / unitsPerSecond);
        return switch (field) {
            case HOUR -> seconds / 3600 % 24;
            case MINUTE -> seconds / 60 % 60;
            case SECOND -> seconds % 60;
            case MILLISECOND -> nanos / 1_000_000;
            case MICROSECOND -> nanos / 1000;
            case NANOSECOND -> nanos;
            default -> seconds;
        };
    }

    /** A part of a day since 1970. */
    static long ofDate(long day, Field field) {
        if (field == Field.ISO_DAY_OF_WEEK) {
            return Math.floorMod(day + 3, 7L) + 1;
        }
        var date = LocalDate.ofEpochDay(day);
        return switch (field) {
            case MILLENNIUM -> Math.floorDiv(date.getYear() + 999, 1000);
            case CENTURY -> Math.floorDiv(date.getYear() + 99, 100);
            case DECADE -> Math.floorDiv(date.getYear(), 10);
            case YEAR -> date.getYear();
            case QUARTER -> (date.getMonthValue() + 2) / 3;
            case MONTH -> date.getMonthValue();
            case WEEK -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case ISO_YEAR -> date.get(IsoFields.WEEK_BASED_YEAR);
            case DAY -> date.getDayOfMonth();
            case DAY_OF_YEAR -> date.getDayOfYear();
            default -> throw new AssertionError(field);
        };
    }

    @Override
    public String toString() {
        return "extract(" + field + " from " + children().get(0) + ")";
    }
}
