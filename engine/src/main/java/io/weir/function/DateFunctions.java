package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Expression;
import io.weir.expression.Extract;
import io.weir.expression.Extract.Field;
import io.weir.expression.PerRow;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.expression.Temporal;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The parts of dates and times, and dates made of parts. */
final class DateFunctions {
    private DateFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        part(family, "year", Field.YEAR);
        part(family, "quarter", Field.QUARTER);
        part(family, "month", Field.MONTH);
        part(family, "week week_of_year weekofyear", Field.WEEK);
        part(family, "year_of_week yow", Field.ISO_YEAR);
        part(family, "day day_of_month dayofmonth", Field.DAY);
        part(family, "day_of_week dow dayofweek isodow", Field.ISO_DAY_OF_WEEK);
        part(family, "day_of_year doy dayofyear", Field.DAY_OF_YEAR);
        part(family, "hour", Field.HOUR);
        part(family, "minute", Field.MINUTE);
        part(family, "second", Field.SECOND);
        part(family, "millisecond", Field.MILLISECOND);
        part(family, "microsecond", Field.MICROSECOND);
        truncation(family);
        construction(family);
        return family.functions();
    }

    private static void part(Family family, String names, Field field) {
        family.custom(
                names,
                arguments -> partTypes(field, arguments),
                (arguments, signature) -> Extract.of(field, arguments.get(0)));
    }

    private static Signature partTypes(Field field, List<DataType> arguments) {
        if (arguments.size() != 1) {
            return null;
        }
        var type = arguments.get(0);
        var clock = field.compareTo(Field.HOUR) >= 0;
        var suits = Moments.is(type)
                || type == Scalar.TIME && clock
                || type == Scalar.INTERVAL_MICROS && (clock || field == Field.DAY)
                || type == Scalar.INTERVAL_MONTHS && (field == Field.YEAR || field == Field.MONTH);
        return suits ? new Signature(List.of(Moments.local(type)), Scalar.BIGINT) : null;
    }

    private static void truncation(Family family) {
        family.custom(
                "date_trunc",
                Moments.resolver(Arrays.asList(Scalar.VARCHAR, null), null),
                (arguments, signature) ->
                        truncated("date_trunc", signature.result(), List.of(arguments.get(1), arguments.get(0))));
        family.custom(
                "floor trunc",
                Moments.resolver(Arrays.asList(null, Scalar.VARCHAR), null),
                (arguments, s) -> truncated("floor", s.result(), arguments));
        family.custom(
                "ceil ceiling", Moments.resolver(Arrays.asList(null, Scalar.VARCHAR), null), (arguments, signature) -> {
                    var type = signature.result();
                    return PerRow.of("ceil", type, arguments, RowFunction.integers(row -> {
                        var unit = DateUnit.of(row.text(1));
                        return Moments.value(type, () -> unit.ceil(Moments.get(row, 0)));
                    }));
                });
        family.rows(
                "date_trunc",
                List.of(Scalar.VARCHAR, Scalar.TIME),
                Scalar.TIME,
                RowFunction.integers(row -> DateUnit.of(row.text(0)).floorOfDay(row.integer(1))));
        family.custom(
                "last_day_of_month last_day",
                Moments.resolver(Collections.singletonList(null), Scalar.DATE),
                Family.perRow("last_day", RowFunction.integers(row -> {
                    var date = Moments.get(row, 0).toLocalDate();
                    return date.withDayOfMonth(date.lengthOfMonth()).toEpochDay();
                })));
    }

    private static Expression truncated(String name, DataType type, List<Expression> arguments) {
        return PerRow.of(name, type, arguments, RowFunction.integers(row -> {
            var unit = DateUnit.of(row.text(1));
            return Moments.value(type, () -> unit.floor(Moments.get(row, 0)));
        }));
    }

    private static void construction(Family family) {
        family.rows(
                "make_date",
                Collections.nCopies(3, Scalar.BIGINT),
                Scalar.DATE,
                RowFunction.integers(row -> made(() ->
                        LocalDate.of(row.count(0), row.count(1), row.count(2)).toEpochDay())));
        var type = new Timestamp(6, false);
        family.rows(
                "make_timestamp",
                List.of(Scalar.BIGINT, Scalar.BIGINT, Scalar.BIGINT, Scalar.BIGINT, Scalar.BIGINT, Scalar.DOUBLE),
                type,
                RowFunction.integers(row -> made(() -> {
                    var minute = LocalDateTime.of(row.count(0), row.count(1), row.count(2), row.count(3), row.count(4));
                    return Temporal.value(minute, type) + Math.round(row.real(5) * Temporal.MICROS_PER_SECOND);
                })));
        converted(family, "date", Scalar.DATE);
        converted(family, "to_date", Scalar.DATE);
        converted(family, "to_timestamp timestamp", new Timestamp(3, false));
        converted(family, "to_timestamp_ltz", new Timestamp(3, true));
        converted(family, "from_iso8601_date", Scalar.DATE);
        converted(family, "from_iso8601_timestamp", new Timestamp(3, true));
    }

    /** A cast under a name, for text, dates and timestamps. */
    private static void converted(Family family, String names, DataType type) {
        family.custom(
                names,
                arguments ->
                        arguments.size() == 1 && (Coercion.isText(arguments.get(0)) || Moments.is(arguments.get(0)))
                                ? new Signature(List.of(type), type)
                                : null,
                (arguments, signature) -> arguments.get(0));
    }

    private interface Making {
        long make();
    }

    private static long made(Making making) {
        try {
            return making.make();
        } catch (DateTimeException e) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "no such date: " + e.getMessage(), e);
        }
    }
}
