package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Temporal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Units of time as functions name them. */
enum DateUnit {
    NANOSECOND(ChronoUnit.NANOS, 1),
    MICROSECOND(ChronoUnit.MICROS, 1),
    MILLISECOND(ChronoUnit.MILLIS, 1),
    SECOND(ChronoUnit.SECONDS, 1),
    MINUTE(ChronoUnit.MINUTES, 1),
    HOUR(ChronoUnit.HOURS, 1),
    DAY(ChronoUnit.DAYS, 1),
    WEEK(ChronoUnit.WEEKS, 1),
    MONTH(ChronoUnit.MONTHS, 1),
    QUARTER(ChronoUnit.MONTHS, 3),
    YEAR(ChronoUnit.YEARS, 1),
    DECADE(ChronoUnit.YEARS, 10),
    CENTURY(ChronoUnit.YEARS, 100),
    MILLENNIUM(ChronoUnit.YEARS, 1000);

    private final ChronoUnit unit;
    private final int count;

    DateUnit(ChronoUnit unit, int count) {
        this.unit = unit;
        this.count = count;
    }

    static DateUnit of(String name) {
        var plain = name.strip().toUpperCase(Locale.ROOT).replace("SQL_TSI_", "");
        var singular = plain.endsWith("S") && !plain.equals("S") ? plain.substring(0, plain.length() - 1) : plain;
        for (var unit : values()) {
            if (unit.name().equals(plain) || unit.name().equals(singular)) {
                return unit;
            }
        }
        return switch (plain) {
            case "YYYY", "YY" -> YEAR;
            case "Q" -> QUARTER;
            case "MM", "MON" -> MONTH;
            case "DD" -> DAY;
            default -> throw new EngineException(ErrorCode.INVALID_ARGUMENT, "no unit of time: '" + name + "'");
        };
    }

    boolean isClock() {
        return compareTo(DAY) < 0;
    }

    LocalDateTime plus(LocalDateTime time, long amount) {
        return time.plus(Math.multiplyExact(amount, (long) count), unit);
    }

    /** How many whole units lie between. */
    long between(LocalDateTime from, LocalDateTime to) {
        return unit.between(from, to) / count;
    }

    LocalDateTime floor(LocalDateTime time) {
        return isClock() ? time.truncatedTo(unit) : floor(time.toLocalDate()).atStartOfDay();
    }

    LocalDateTime ceil(LocalDateTime time) {
        var floor = floor(time);
        return floor.equals(time) ? time : plus(floor, 1);
    }

    LocalDate floor(LocalDate date) {
        return switch (this) {
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER -> date.withDayOfMonth(1).withMonth((date.getMonthValue() - 1) / 3 * 3 + 1);
            case YEAR -> date.withDayOfYear(1);
            case DECADE -> date.withDayOfYear(1).withYear(Math.floorDiv(date.getYear(), 10) * 10);
            case CENTURY -> date.withDayOfYear(1).withYear(Math.floorDiv(date.getYear() - 1, 100) * 100 + 1);
            case MILLENNIUM -> date.withDayOfYear(1).withYear(Math.floorDiv(date.getYear() - 1, 1000) * 1000 + 1);
            default -> date;
        };
    }

    /** Microseconds of a day that clocks have passed, cut to this unit. */
    long floorOfDay(long micros) {
        if (!isClock()) {
            return 0;
        }
        var length = unit.getDuration().toNanos() / (Temporal.NANOS_PER_SECOND / Temporal.MICROS_PER_SECOND);
        return length <= 1 ? micros : micros / length * length;
    }
}
