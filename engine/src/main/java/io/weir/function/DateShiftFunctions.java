package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.PerRow;
import io.weir.expression.Row;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.expression.Temporal;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** Dates moved, dates apart, and dates as counts of seconds. */
final class DateShiftFunctions {
    private DateShiftFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        shifts(family);
        differences(family);
        seconds(family);
        zones(family);
        return family.functions();
    }

    private static void shifts(Family family) {
        family.custom(
                "date_add timestampadd dateadd",
                Moments.resolver(Arrays.asList(Scalar.VARCHAR, Scalar.BIGINT, null), null),
                (arguments, signature) -> PerRow.of(
                        "date_add",
                        signature.result(),
                        arguments,
                        RowFunction.integers(row -> shifted(row, DateUnit.of(row.text(0)), row.integer(1), 2))));
        shift(family, "date_add", DateUnit.DAY, 1);
        shift(family, "date_sub", DateUnit.DAY, -1);
        shift(family, "add_months", DateUnit.MONTH, 1);
    }

    /** A moment, then an amount. */
    private static void shift(Family family, String name, DateUnit unit, int sign) {
        family.custom(
                name,
                Moments.resolver(Arrays.asList(null, Scalar.BIGINT), null),
                (arguments, signature) -> PerRow.of(
                        name,
                        signature.result(),
                        arguments,
                        RowFunction.integers(row -> shifted(row, unit, sign * row.integer(1), 0))));
    }

    private static long shifted(Row row, DateUnit unit, long amount, int moment) {
        var type = row.type(moment);
        if (type == Scalar.DATE && unit.isClock()) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "a date moves by whole days only; cast it to a timestamp first: " + amount + " " + unit);
        }
        return Moments.value(type, () -> unit.plus(Moments.get(row, moment), amount));
    }

    private static void differences(Family family) {
        family.custom(
                "date_diff timestampdiff datediff",
                Moments.resolver(Arrays.asList(Scalar.VARCHAR, null, null), Scalar.BIGINT),
                Family.perRow(
                        "date_diff",
                        RowFunction.integers(
                                row -> DateUnit.of(row.text(0)).between(Moments.get(row, 1), Moments.get(row, 2)))));
        family.custom(
                "datediff date_diff",
                Moments.resolver(Arrays.asList(null, null), Scalar.BIGINT),
                Family.perRow(
                        "datediff",
                        RowFunction.integers(
                                row -> Moments.get(row, 0).toLocalDate().toEpochDay()
                                        - Moments.get(row, 1).toLocalDate().toEpochDay())));
        family.custom(
                "months_between",
                Moments.resolver(Arrays.asList(null, null), Scalar.DOUBLE),
                Family.perRow("months_between", RowFunction.reals(DateShiftFunctions::monthsBetween)));
    }

    /** Whole months where both are the same day of the month or the last one; else days count as a 31st of a month. */
    private static double monthsBetween(Row row) {
        var a = Moments.get(row, 0);
        var b = Moments.get(row, 1);
        var months = (a.getYear() - b.getYear()) * 12 + a.getMonthValue() - b.getMonthValue();
        var bothLast = a.getDayOfMonth() == a.toLocalDate().lengthOfMonth()
                && b.getDayOfMonth() == b.toLocalDate().lengthOfMonth();
        if (bothLast || a.getDayOfMonth() == b.getDayOfMonth()) {
            return months;
        }
        var seconds = (a.getDayOfMonth() - b.getDayOfMonth()) * Temporal.SECONDS_PER_DAY
                + a.toLocalTime().toSecondOfDay()
                - b.toLocalTime().toSecondOfDay();
        return Math.round((months + seconds / (31.0 * Temporal.SECONDS_PER_DAY)) * 1e8) / 1e8;
    }

    private static void seconds(Family family) {
        var zoned = new Timestamp(3, true);
        family.rows("from_unixtime", List.of(Scalar.DOUBLE), zoned, RowFunction.integers(row -> {
            var millis = Math.rint(row.real(0) * 1000);
            if (!(Math.abs(millis) < 9e15)) {
                throw new EngineException(
                        ErrorCode.NUMERIC_OVERFLOW, "timestamp overflow: " + row.real(0) + " seconds since 1970");
            }
            return ((long) millis) * 1000;
        }));
        family.rows(
                "to_timestamp_ltz from_unixtime_millis",
                List.of(Scalar.BIGINT),
                zoned,
                RowFunction.integers(row -> Math.multiplyExact(row.integer(0), 1000)));
        family.custom(
                "to_timestamp_ltz",
                Family.fixed(List.of(Scalar.BIGINT, Scalar.INT), zoned),
                Family.perRow(
                        "to_timestamp_ltz",
                        RowFunction.integers(row -> Math.multiplyExact(
                                row.integer(0), row.integer(1) == 3 ? 1000 : Temporal.MICROS_PER_SECOND))));
        instants(
                family,
                "unix_timestamp",
                Scalar.BIGINT,
                RowFunction.integers(row -> Math.floorDiv(row.integer(0), Temporal.MICROS_PER_SECOND)));
        instants(
                family,
                "to_unixtime",
                Scalar.DOUBLE,
                RowFunction.reals(row -> row.integer(0) / (double) Temporal.MICROS_PER_SECOND));
    }

    /** Takes a moment, or text of one, as an instant in microseconds. */
    private static void instants(Family family, String name, DataType result, RowFunction function) {
        family.custom(
                name,
                arguments ->
                        arguments.size() == 1 && (Moments.is(arguments.get(0)) || Coercion.isText(arguments.get(0)))
                                ? new Signature(List.of(new Timestamp(6, true)), result)
                                : null,
                Family.perRow(name, function));
    }

    private static void zones(Family family) {
        family.custom(
                "at_timezone",
                arguments -> arguments.size() == 2
                                && arguments.get(0) instanceof Timestamp timestamp
                                && Coercion.isText(arguments.get(1))
                        ? new Signature(
                                List.of(new Timestamp(timestamp.precision(), true), Scalar.VARCHAR),
                                new Timestamp(timestamp.precision(), false))
                        : null,
                (arguments, signature) -> {
                    var type = (Timestamp) signature.result();
                    return PerRow.of(
                            "at_timezone",
                            type,
                            arguments,
                            RowFunction.integers(row -> Temporal.toLocal(row.integer(0), type, zone(row.text(1)))));
                });
        family.custom(
                "with_timezone",
                arguments -> arguments.size() == 2
                                && arguments.get(0) instanceof Timestamp timestamp
                                && !timestamp.zoned()
                                && Coercion.isText(arguments.get(1))
                        ? new Signature(List.of(timestamp, Scalar.VARCHAR), new Timestamp(timestamp.precision(), true))
                        : null,
                (arguments, signature) -> {
                    var type = (Timestamp) signature.result();
                    return PerRow.of(
                            "with_timezone",
                            type,
                            arguments,
                            RowFunction.integers(row -> Temporal.toInstant(row.integer(0), type, zone(row.text(1)))));
                });
        timezone(family);
        var seconds = new Timestamp(0, false);
        family.custom(
                "convert_tz",
                arguments -> arguments.size() == 3 && arguments.stream().allMatch(Coercion::isText)
                        ? new Signature(List.of(seconds, Scalar.VARCHAR, Scalar.VARCHAR), Scalar.VARCHAR)
                        : null,
                Family.perRow("convert_tz", RowFunction.texts(row -> {
                    var instant = Temporal.toInstant(row.integer(0), seconds, zone(row.text(1)));
                    return io.weir.expression.TemporalText.timestamp(
                            Temporal.toLocal(instant, seconds, zone(row.text(2))), seconds);
                })));
    }

    /** An instant as clocks of a zone show it, and the instant at which they show a timestamp. */
    private static void timezone(Family family) {
        family.custom(
                "timezone",
                arguments -> arguments.size() == 2
                                && Coercion.isText(arguments.get(0))
                                && (arguments.get(1) instanceof Timestamp || arguments.get(1) == Scalar.DATE)
                        ? inZone(arguments.get(1) instanceof Timestamp given ? given : new Timestamp(0, false))
                        : null,
                (arguments, signature) -> {
                    var type = (Timestamp) signature.result();
                    return PerRow.of(
                            "timezone",
                            type,
                            arguments,
                            RowFunction.integers(row -> type.zoned()
                                    ? Temporal.toInstant(row.integer(1), type, zone(row.text(0)))
                                    : Temporal.toLocal(row.integer(1), type, zone(row.text(0)))));
                });
    }

    private static Signature inZone(Timestamp given) {
        return new Signature(List.of(Scalar.VARCHAR, given), new Timestamp(given.precision(), !given.zoned()));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "no time zone: '" + name + "'", e);
        }
    }
}
