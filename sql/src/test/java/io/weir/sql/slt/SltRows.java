package io.weir.sql.slt;

import io.weir.sql.output.ValueText;
import io.weir.table.Result;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Values;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of a result as a file has them: a line a row, a tab between values. */
final class SltRows {
    private static final double TOLERANCE = 1e-9;
    private static final ValueText TEXT = new ValueText(ZoneOffset.UTC);

    private SltRows() {}

    /** The letters of the columns' types. */
    static String types(Result result) {
        return result.schema().types().stream().map(SltRows::letter).collect(Collectors.joining());
    }

    private static String letter(DataType type) {
        if (type instanceof DataType.Decimal) {
            return "N";
        } else if (type instanceof DataType.Timestamp || type == Scalar.TIME) {
            return "S";
        } else if (type instanceof DataType.Char || type == Scalar.VARCHAR) {
            return "T";
        } else if (type instanceof Scalar scalar) {
            return switch (scalar) {
                case TINYINT, SMALLINT, INT, BIGINT -> "I";
                case REAL, DOUBLE -> "R";
                case BOOLEAN -> "B";
                case DATE -> "D";
                default -> "X";
            };
        }
        return "X";
    }

    static List<String> read(Result result) {
        var rows = new ArrayList<String>();
        for (var batch = result.next(); batch != null; batch = result.next()) {
            for (var i = 0; i < batch.rows(); i++) {
                var values = new ArrayList<String>();
                for (var column = 0; column < batch.width(); column++) {
                    var value =
                            Values.get(batch.column(column), batch.selection().row(i));
                    values.add(
                            value == null
                                    ? "NULL"
                                    : shown(TEXT.of(result.schema().type(column), value)));
                }
                rows.add(String.join("\t", values));
            }
        }
        return rows;
    }

    private static String shown(String value) {
        return value.isEmpty()
                ? "(empty)"
                : value.replace("\\", "\\\\")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
    }

    static List<String> ordered(List<String> rows, SltRecord.Order order, String types) {
        return switch (order) {
            case NOSORT -> rows;
            case ROWSORT ->
                rows.stream()
                        .sorted(Comparator.comparing(row -> key(row, types)))
                        .toList();
            case VALUESORT ->
                rows.stream()
                        .flatMap(row -> List.of(row.split("\t", -1)).stream())
                        .sorted()
                        .toList();
        };
    }

    /** The row with doubles cut to the digits that are compared, so that the last ones do not decide the order. */
    private static String key(String row, String types) {
        if (types.indexOf('R') < 0) {
            return row;
        }
        var values = row.split("\t", -1);
        for (var i = 0; i < values.length && i < types.length(); i++) {
            if (types.charAt(i) == 'R' && values[i].matches("-?[0-9.]+(E-?[0-9]+)?")) {
                values[i] = new BigDecimal(values[i]).round(new MathContext(8)).toString();
            }
        }
        return String.join("\t", values);
    }

    /** Whether the rows are the same; values of columns of type R may differ a little. */
    static boolean same(List<String> expected, List<String> actual, String types) {
        if (expected.equals(actual)) {
            return true;
        }
        if (expected.size() != actual.size() || types.indexOf('R') < 0) {
            return false;
        }
        for (var i = 0; i < expected.size(); i++) {
            if (!sameRow(expected.get(i).split("\t", -1), actual.get(i).split("\t", -1), types)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameRow(String[] expected, String[] actual, String types) {
        if (expected.length != actual.length) {
            return false;
        }
        for (var i = 0; i < expected.length; i++) {
            if (!expected[i].equals(actual[i])
                    && !(types.charAt(i % types.length()) == 'R' && near(expected[i], actual[i]))) {
                return false;
            }
        }
        return true;
    }

    private static boolean near(String expected, String actual) {
        try {
            var a = Double.parseDouble(expected);
            var b = Double.parseDouble(actual);
            return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }
}
