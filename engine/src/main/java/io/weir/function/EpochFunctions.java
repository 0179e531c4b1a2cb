package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.expression.Temporal;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import java.time.DayOfWeek;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Dates and instants as numbers since 1970, and days of the week. */
final class EpochFunctions {
    private static final int SHORT_NAME = 2;

    private EpochFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        family.integers("unix_date", List.of(Scalar.DATE), row -> row.integer(0));
        family.rows(
                "date_from_unix_date", List.of(Scalar.INT), Scalar.DATE, RowFunction.integers(row -> row.integer(0)));
        unit(family, "seconds", Temporal.MICROS_PER_SECOND);
        unit(family, "millis", 1000);
        unit(family, "micros", 1);
        family.custom(
                "weekday",
                Moments.resolver(Collections.singletonList(null), Scalar.BIGINT),
                Family.perRow(
                        "weekday",
                        RowFunction.integers(
                                row -> Moments.get(row, 0).getDayOfWeek().getValue() - 1)));
        family.rows(
                "next_day",
                List.of(Scalar.DATE, Scalar.VARCHAR),
                Scalar.DATE,
                RowFunction.integers(row -> Moments.get(row, 0)
                        .toLocalDate()
                        .with(TemporalAdjusters.next(day(row.text(1))))
                        .toEpochDay()));
        return family.functions();
    }

    private static void unit(Family family, String name, long micros) {
        var instant = new Timestamp(6, true);
        family.rows(
                "timestamp_" + name,
                List.of(Scalar.BIGINT),
                instant,
                RowFunction.integers(row -> Math.multiplyExact(row.integer(0), micros)));
        family.custom(
                "unix_" + name,
                arguments -> arguments.size() == 1 && Moments.is(arguments.get(0))
                        ? new Signature(List.of(instant), Scalar.BIGINT)
                        : null,
                Family.perRow("unix_" + name, RowFunction.integers(row -> Math.floorDiv(row.integer(0), micros))));
    }

    private static DayOfWeek day(String name) {
        var wanted = name.strip().toUpperCase(Locale.ROOT);
        for (var day : DayOfWeek.values()) {
            if (wanted.length() >= SHORT_NAME && day.name().startsWith(wanted)) {
                return day;
            }
        }
        throw new EngineException(ErrorCode.INVALID_ARGUMENT, "no day of the week: '" + name + "'");
    }
}
