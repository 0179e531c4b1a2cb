package io.weir.function;

import io.weir.Nullable;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.expression.PerRow;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.expression.Temporal;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Dates written and read in a given form. */
final class DateTextFunctions {
    private static final List<DataType> TWO = List.of(Scalar.VARCHAR, Scalar.VARCHAR);

    private DateTextFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        family.custom(
                "date_format format_datetime to_char",
                Moments.resolver(Arrays.asList(null, Scalar.VARCHAR), Scalar.VARCHAR),
                (arguments, signature) -> {
                    var constant = constant(arguments.get(1));
                    return PerRow.of("date_format", Scalar.VARCHAR, arguments, RowFunction.texts(row -> {
                        var form = constant == null ? new DateForm(row.text(1)) : constant;
                        return form.format(Moments.get(row, 0));
                    }));
                });
        family.bound("to_date", TWO, Scalar.DATE, (arguments, signature) -> {
            var constant = constant(arguments.get(1));
            return PerRow.of("to_date", Scalar.DATE, arguments, RowFunction.integers(row -> {
                var form = constant == null ? new DateForm(row.text(1)) : constant;
                return form.parse(row.text(0)).toLocalDate().toEpochDay();
            }));
        });
        parsing(family, "to_timestamp date_parse parse_datetime", new Timestamp(3, false));
        family.custom(
                "to_iso8601",
                Moments.resolver(Collections.singletonList(null), Scalar.VARCHAR),
                Family.perRow(
                        "to_iso8601",
                        RowFunction.texts(row -> row.type(0) == Scalar.DATE
                                ? Moments.get(row, 0).toLocalDate().toString()
                                : java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(Moments.get(row, 0)))));
        named(family, "dayname", "EEEE");
        named(family, "monthname", "MMMM");
        return family.functions();
    }

    private static void named(Family family, String name, String letters) {
        var form = new DateForm(letters);
        family.custom(
                name,
                Moments.resolver(Collections.singletonList(null), Scalar.VARCHAR),
                Family.perRow(name, RowFunction.texts(row -> form.format(Moments.get(row, 0)))));
    }

    private static void parsing(Family family, String names, Timestamp type) {
        family.bound(names, TWO, type, (arguments, signature) -> {
            var constant = constant(arguments.get(1));
            return PerRow.of(names.split(" ")[0], type, arguments, RowFunction.integers(row -> {
                var form = constant == null ? new DateForm(row.text(1)) : constant;
                return Temporal.value(form.parse(row.text(0)), type);
            }));
        });
    }

    private static @Nullable DateForm constant(Expression form) {
        return form instanceof Literal literal && literal.value() != null
                ? new DateForm(literal.value().toString())
                : null;
    }
}
