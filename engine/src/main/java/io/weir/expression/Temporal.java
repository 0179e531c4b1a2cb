package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The arithmetic of calendars: days since 1970, microseconds and nanoseconds since its first midnight. */
public final class Temporal {
    public static final long SECONDS_PER_DAY = 86_400;
    public static final long MICROS_PER_SECOND = 1_000_000;
    public static final long NANOS_PER_SECOND = 1_000_000_000;
    public static final long MICROS_PER_DAY = SECONDS_PER_DAY * MICROS_PER_SECOND;
    public static final long NANOS_PER_DAY = SECONDS_PER_DAY * NANOS_PER_SECOND;

    private Temporal() {}

    /** How many units of a timestamp's or time's value make a day. */
    public static long unitsPerDay(DataType type) {
        return type instanceof Timestamp timestamp && timestamp.nanos() ? NANOS_PER_DAY : MICROS_PER_DAY;
    }

    public static long midnight(long day, Timestamp type) {
        return Math.multiplyExact(day, unitsPerDay(type));
    }

    /** Microseconds since 1970-01-01T00:00 of a date, time or timestamp. */
    public static long micros(DataType type, long value) {
        if (type == Scalar.DATE) {
            return value * MICROS_PER_DAY;
        }
        return type instanceof Timestamp timestamp && timestamp.nanos() ? Math.floorDiv(value, 1000L) : value;
    }

    /** The day so many months later; the last of its month where the day does not exist. */
    public static long plusMonths(long day, long months) {
        try {
            return Math.toIntExact(LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay());
        } catch (DateTimeException e) {
            throw new EngineException(
                    ErrorCode.NUMERIC_OVERFLOW, "date overflow: " + months + " months from day " + day, e);
        }
    }

    /** The value of a timestamp in the unit and precision of another type, rounded half up. */
    public static long convert(long value, Timestamp from, Timestamp to) {
        if (to.nanos() && !from.nanos()) {
            return Math.multiplyExact(value, 1000L);
        }
        var unitDigits = from.nanos() ? 9 : 6;
        var rounded = to.precision() < from.precision()
                ? roundUnits(value, Int128.powerOfTen(unitDigits - to.precision()))
                : value;
        return from.nanos() && !to.nanos() ? Math.floorDiv(rounded, 1000L) : rounded;
    }

    private static long roundUnits(long value, long units) {
        return Math.multiplyExact(Math.floorDiv(Math.addExact(value, units / 2), units), units);
    }

    /** The instant at which clocks of the zone show that; of two the earlier, and after a gap where there is none. */
    public static long toInstant(long local, Timestamp type, ZoneId zone) {
        return Math.subtractExact(
                local,
                shift(dateTime(local, type).atZone(zone).getOffset(), type) + gap(dateTime(local, type), zone, type));
    }

    private static long gap(LocalDateTime dateTime, ZoneId zone, Timestamp type) {
        var resolved = dateTime.atZone(zone).toLocalDateTime();
        var seconds = dateTime.toEpochSecond(ZoneOffset.UTC) - resolved.toEpochSecond(ZoneOffset.UTC);
        return seconds * (unitsPerDay(type) / SECONDS_PER_DAY);
    }

    /** What clocks of the zone show at an instant. */
    public static long toLocal(long instant, Timestamp type, ZoneId zone) {
        var second = unitsPerDay(type) / SECONDS_PER_DAY;
        var offset = zone.getRules().getOffset(Instant.ofEpochSecond(Math.floorDiv(instant, second)));
        return Math.addExact(instant, shift(offset, type));
    }

    private static long shift(ZoneOffset offset, Timestamp type) {
        return offset.getTotalSeconds() * (unitsPerDay(type) / SECONDS_PER_DAY);
    }

    /** The value of a timestamp as a date and a time. */
    public static LocalDateTime dateTime(long value, Timestamp type) {
        var unit = unitsPerDay(type);
        var nanos = Math.floorMod(value, unit) * (NANOS_PER_DAY / unit);
        return LocalDateTime.of(LocalDate.ofEpochDay(Math.floorDiv(value, unit)), LocalTime.ofNanoOfDay(nanos));
    }

    /** The value of a timestamp type for a date and a time, rounded half up to the type's precision. */
    public static long value(LocalDateTime dateTime, Timestamp type) {
        var seconds = dateTime.toEpochSecond(ZoneOffset.UTC);
        var unit = unitsPerDay(type) / SECONDS_PER_DAY;
        var fraction = roundUnits(dateTime.getNano(), Int128.powerOfTen(9 - type.precision()));
        return Math.addExact(Math.multiplyExact(seconds, unit), fraction / (NANOS_PER_SECOND / unit));
    }
}
