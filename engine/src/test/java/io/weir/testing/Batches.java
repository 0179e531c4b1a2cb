package io.weir.testing;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.Schema;
import io.weir.vector.ByteVector;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Batches written and shown as text. The first line of a table names the columns and their types, the others are rows; cells are
 * apart by blanks, {@code -} is null, and a cell with blanks, or one that is not to be null, stands between single quotes. A line
 * that begins with {@code +} or {@code -} and a blank is a change.
 *
 * <pre>
 *   id:bigint  city:varchar  tags:array(varchar)
 *   1          'New York'    [a,b]
 *   2          -             []
 * </pre>
 */
public final class Batches {
    private static final Pattern CELL = Pattern.compile("'([^']*)'|(\\S+)");

    private Batches() {}

    public static Batch of(String table) {
        var lines =
                table.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        var schema = schema(lines.get(0));
        var builders = builders(schema);
        var marks = new ArrayList<Byte>();
        for (var line : lines.subList(1, lines.size())) {
            var cells = cells(line);
            if (cells.size() == schema.size() + 1 && (line.startsWith("+ ") || line.startsWith("- "))) {
                marks.add((byte) (line.charAt(0) == '+' ? 1 : -1));
                cells = cells.subList(1, cells.size());
            }
            if (cells.size() != schema.size()) {
                throw new IllegalArgumentException("row does not fit the columns " + schema + ": " + line);
            }
            for (var i = 0; i < cells.size(); i++) {
                Values.append(builders.get(i), value(schema.type(i), cells.get(i)));
            }
        }
        var batch = build(builders, lines.size() - 1);
        if (marks.isEmpty()) {
            return batch;
        }
        var changes = new byte[batch.rows()];
        for (var i = 0; i < changes.length; i++) {
            changes[i] = marks.get(i);
        }
        return batch.withChanges(new ByteVector(DataType.Scalar.TINYINT, changes, null, changes.length));
    }

    /** The schema in the first line of a table. */
    public static Schema schema(String header) {
        var first = header.strip().lines().findFirst().orElseThrow();
        return new Schema(Arrays.stream(first.split("\\s+")).map(Types::field).toList());
    }

    /** A batch of rows of Java values as {@link Values} knows them. */
    public static Batch ofRows(List<DataType> types, List<? extends List<?>> rows) {
        var builders =
                types.stream().map(type -> VectorBuilder.of(type, rows.size())).toList();
        for (var row : rows) {
            for (var i = 0; i < types.size(); i++) {
                Values.append(builders.get(i), row.get(i));
            }
        }
        return build(builders, rows.size());
    }

    /** The rows alive as text, a line each, as {@link #of} would read them but with single blanks. Changes lead with their mark. */
    public static List<String> lines(Batch batch) {
        var lines = new ArrayList<String>();
        var selection = batch.selection();
        for (var i = 0; i < batch.rows(); i++) {
            var row = selection.row(i);
            var cells = new ArrayList<String>();
            var changes = batch.changes();
            if (changes != null) {
                cells.add(changes.value(row) > 0 ? "+" : "-");
            }
            for (var column : batch.columns()) {
                cells.add(show(Values.get(column, row)));
            }
            lines.add(String.join(" ", cells));
        }
        return lines;
    }

    /** The rows alive as Java values. */
    public static List<List<@Nullable Object>> rows(Batch batch) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var i = 0; i < batch.rows(); i++) {
            var row = new ArrayList<@Nullable Object>();
            for (var column : batch.columns()) {
                row.add(Values.get(column, batch.selection().row(i)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<VectorBuilder> builders(Schema schema) {
        return schema.types().stream().map(type -> VectorBuilder.of(type, 8)).toList();
    }

    private static Batch build(List<VectorBuilder> builders, int rows) {
        return Batch.of(rows, builders.stream().map(VectorBuilder::build).toArray(Vector[]::new));
    }

    private static List<String> cells(String line) {
        return CELL.matcher(line).results().map(found -> found.group()).collect(Collectors.toList());
    }

    private static @Nullable Object value(DataType type, String cell) {
        if (cell.equals("-")) {
            return null;
        }
        var text = cell.startsWith("'") ? cell.substring(1, cell.length() - 1) : cell;
        return switch (type.storage()) {
            case BOOLEAN -> Boolean.valueOf(text);
            case BYTE, SHORT -> Long.valueOf(text);
            case INT -> type == DataType.Scalar.DATE ? LocalDate.parse(text) : Long.valueOf(text);
            case LONG -> ofLong(type, text);
            case DECIMAL128 -> new BigDecimal(text);
            case FLOAT, DOUBLE -> Double.valueOf(text);
            case BYTES ->
                type == DataType.Scalar.VARBINARY ? text.getBytes(java.nio.charset.StandardCharsets.UTF_8) : text;
            case LIST ->
                parts(text).stream()
                        .map(part -> value(((DataType.ListOf) type).element(), part))
                        .collect(Collectors.toCollection(ArrayList::new));
            case MAP -> map((DataType.MapOf) type, text);
            case ROW -> row((DataType.RowOf) type, text);
            case OBJECT -> text;
        };
    }

    private static Object ofLong(DataType type, String text) {
        if (type instanceof DataType.Decimal) {
            return new BigDecimal(text);
        }
        if (type instanceof DataType.Timestamp timestamp) {
            return timestamp.zoned() ? Instant.parse(text) : LocalDateTime.parse(text);
        }
        return type == DataType.Scalar.TIME ? LocalTime.parse(text) : Long.valueOf(text);
    }

    private static List<String> parts(String bracketed) {
        return Types.split(bracketed.substring(1, bracketed.length() - 1));
    }

    private static Map<@Nullable Object, @Nullable Object> map(DataType.MapOf type, String text) {
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        for (var entry : parts(text)) {
            var sign = entry.indexOf('=');
            map.put(value(type.key(), entry.substring(0, sign)), value(type.value(), entry.substring(sign + 1)));
        }
        return map;
    }

    private static List<@Nullable Object> row(DataType.RowOf type, String text) {
        var fields = new ArrayList<@Nullable Object>();
        var parts = parts(text);
        for (var i = 0; i < parts.size(); i++) {
            fields.add(value(type.schema().type(i), parts.get(i)));
        }
        return fields;
    }

    /** A value as a cell of a table. */
    public static String show(@Nullable Object value) {
        if (value == null) {
            return "-";
        } else if (value instanceof byte[] bytes) {
            return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        } else if (value instanceof List<?> list) {
            return list.stream().map(Batches::show).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> show(entry.getKey()) + "=" + show(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return String.format(Locale.ROOT, "%.0f", number);
        } else if (value instanceof Float number && number == Math.rint(number) && Math.abs(number) < 1e6) {
            return String.format(Locale.ROOT, "%.0f", number);
        }
        var text = value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
        return text.isEmpty() || text.equals("-") || text.contains(" ") ? "'" + text + "'" : text;
    }
}
