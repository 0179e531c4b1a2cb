package io.weir.table.rule;

import io.weir.Nullable;
import io.weir.formats.file.ColumnStatistics;
import io.weir.type.DataType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * What is thought of a column's values at some place in a plan.
 *
 * @param distinct how many different values there are, at least 1
 * @param domain how many there would be without the conditions met on the way
 * @param low the least value as a number; NaN if unknown or not a number
 * @param high the greatest, as {@code low}
 * @param nulls which part is null
 * @param tableRows rows of the table that the column comes from, negative if {@code distinct} is only a guess
 * @param tables as bits, the tables that have the column or another equal to it; none if unknown
 */
record ColumnProfile(
        double distinct, double domain, double low, double high, double nulls, double tableRows, long tables) {
    private static final double SMALL_TABLE = 100;

    /** A condition that asks for one value of a column of which nothing is known is taken to be no rarer than this. */
    private static final double RAREST_GUESS = 0.01;

    static ColumnProfile unknown(double rows) {
        var distinct = guess(rows);
        return new ColumnProfile(distinct, distinct, Double.NaN, Double.NaN, 0, -Math.max(rows, 1), 0);
    }

    private boolean guessed() {
        return tableRows < 0;
    }

    /** Rows of the table that the column comes from. */
    double rowsOfTable() {
        return Math.abs(tableRows);
    }

    /** Without a count or a range: few rows are all different, many repeat. */
    private static double guess(double rows) {
        return Math.max(1, rows <= SMALL_TABLE ? rows : Math.max(SMALL_TABLE, Math.sqrt(rows)));
    }

    static ColumnProfile of(ColumnStatistics statistics, DataType type, double rows) {
        var low = number(statistics.low());
        var high = number(statistics.high());
        var nulls = statistics.nulls() > 0 && rows > 0 ? Math.min(1, statistics.nulls() / rows) : 0;
        var distinct = statistics.distinct() >= 0 ? statistics.distinct() : values(type, low, high, rows);
        distinct = Math.max(1, Math.min(distinct, rows));
        var known = statistics.distinct() >= 0 || !Double.isNaN(low) || rows <= SMALL_TABLE;
        return new ColumnProfile(distinct, distinct, low, high, nulls, known ? Math.max(rows, 1) : -rows, 0);
    }

    private static double values(DataType type, double low, double high, double rows) {
        if (type == DataType.Scalar.BOOLEAN) {
            return 2;
        }
        if (Double.isNaN(low) || Double.isNaN(high)) {
            return guess(rows);
        }
        var width = high - low;
        return switch (type.storage()) {
            case BYTE, SHORT, INT -> width + 1;
            case LONG, DECIMAL128 ->
                type instanceof DataType.Decimal decimal
                        ? width * Math.pow(10, decimal.scale()) + 1
                        : type instanceof DataType.Timestamp ? rows : width + 1;
            default -> rows;
        };
    }

    /** A value as a number, so that parts of a range can be compared: days, seconds or the number itself. */
    static double number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        } else if (value instanceof LocalDate date) {
            return date.toEpochDay();
        } else if (value instanceof LocalDateTime time) {
            return time.toEpochSecond(ZoneOffset.UTC);
        } else if (value instanceof Instant instant) {
            return instant.getEpochSecond();
        } else if (value instanceof LocalTime time) {
            return time.toSecondOfDay();
        }
        return Double.NaN;
    }

    boolean hasRange() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** Which part of the rows has a value from {@code from} to {@code to}, nulls left out; a guess where no range is known. */
    double within(double from, double to) {
        if (!hasRange()) {
            return (1 - nulls) * (Double.isInfinite(from) || Double.isInfinite(to) ? 1 / 3.0 : 1 / 4.0);
        }
        var first = Math.max(from, low);
        var last = Math.min(to, high);
        if (first > last) {
            return 0;
        }
        if (high == low) {
            return 1 - nulls;
        }
        return (1 - nulls) * Math.max((last - first) / (high - low), 1 / distinct);
    }

    /** Which part of the rows has a certain value; NaN for one that is no number. */
    double equal(double value) {
        if (hasRange() && (value < low || value > high)) {
            return 0;
        }
        var part = (1 - nulls) / distinct;
        return guessed() ? Math.max(part, RAREST_GUESS) : part;
    }

    ColumnProfile narrowed(double from, double to) {
        var part = within(from, to);
        var values = Math.max(1, distinct * part);
        return new ColumnProfile(
                values, Math.max(1, domain * part), Math.max(low, from), Math.min(high, to), 0, tableRows, tables);
    }

    ColumnProfile single(double value) {
        return new ColumnProfile(1, 1, value, value, 0, tableRows, tables);
    }

    /** The column when only some rows are left, whichever. */
    ColumnProfile thinned(double rowsBefore, double rowsAfter) {
        if (rowsAfter >= rowsBefore || rowsBefore <= 0) {
            return this;
        }
        var perValue = rowsBefore / distinct;
        var left = distinct * (1 - Math.pow(1 - rowsAfter / rowsBefore, perValue));
        return withDistinct(Math.max(1, Math.min(left, rowsAfter)));
    }

    ColumnProfile withDistinct(double values) {
        return new ColumnProfile(values, domain, low, high, nulls, tableRows, tables);
    }

    ColumnProfile in(long others) {
        return new ColumnProfile(distinct, domain, low, high, nulls, tableRows, others);
    }

    /** True if each row of the column's table seems to have a value of its own. */
    boolean unique() {
        return !guessed() && domain >= tableRows * 0.9;
    }

    /** Over how many values two columns meet in an equality. */
    double meeting(ColumnProfile other) {
        if (guessed() || other.guessed()) {
            var values = Math.min(rowsOfTable(), other.rowsOfTable());
            return Math.max(1, Math.max(values, Math.max(guessed() ? 1 : domain, other.guessed() ? 1 : other.domain)));
        } else if (unique() && other.unique()) {
            return Math.min(domain, other.domain);
        } else if (unique()) {
            return domain;
        } else if (other.unique()) {
            return other.domain;
        }
        return Math.max(domain, other.domain);
    }
}
