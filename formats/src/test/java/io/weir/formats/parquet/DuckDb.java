package io.weir.formats.parquet;

import io.weir.Nullable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An independent writer and reader of Parquet, for files and for the truth about them. */
final class DuckDb implements AutoCloseable {
    private final Connection connection;

    DuckDb() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET TimeZone = 'UTC'");
        execute("SET threads = 1");
        execute("SELECT setseed(0.5)");
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Writes a query's rows; options as in COPY, may be empty. */
    void copy(String query, Path file, String options) throws SQLException {
        execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet" + (options.isEmpty() ? "" : ", " + options)
                + ")");
    }

    List<List<@Nullable Object>> query(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<@Nullable Object>>();
            var width = result.getMetaData().getColumnCount();
            while (result.next()) {
                rows.add(row(result, width));
            }
            return rows;
        }
    }

    private static List<@Nullable Object> row(ResultSet result, int width) throws SQLException {
        var row = new ArrayList<@Nullable Object>();
        for (var i = 1; i <= width; i++) {
            row.add(
                    switch (result.getMetaData().getColumnTypeName(i)) {
                        case "DATE" -> result.getObject(i, java.time.LocalDate.class);
                        case "TIME" -> result.getObject(i, java.time.LocalTime.class);
                        case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
                            result.getObject(i, java.time.LocalDateTime.class);
                        case "BLOB" -> result.getBytes(i);
                        default -> normal(result.getObject(i));
                    });
        }
        return row;
    }

    /** As the engine would have it. */
    private static @Nullable Object normal(@Nullable Object value) throws SQLException {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        } else if (value instanceof java.time.OffsetTime time) {
            return time.toLocalTime();
        } else if (value instanceof java.util.UUID uuid) {
            return uuid.toString();
        } else if (value instanceof java.sql.Array array) {
            var list = new ArrayList<@Nullable Object>();
            for (var element : (Object[]) array.getArray()) {
                list.add(normal(element));
            }
            return list;
        } else if (value instanceof Struct struct) {
            var list = new ArrayList<@Nullable Object>();
            for (var field : struct.getAttributes()) {
                list.add(normal(field));
            }
            return list;
        } else if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<@Nullable Object, @Nullable Object>();
            for (var entry : map.entrySet()) {
                copy.put(normal(entry.getKey()), normal(entry.getValue()));
            }
            return copy;
        }
        return value;
    }

    /** A form in which equal rows of either side are equal objects. */
    static List<String> comparable(List<List<@Nullable Object>> rows) {
        return rows.stream().map(DuckDb::comparable).toList();
    }

    static String comparable(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        } else if (value instanceof List<?> list) {
            return list.stream().map(DuckDb::comparable).toList().toString();
        } else if (value instanceof Map<?, ?> map) {
            var text = new StringBuilder("{");
            map.forEach((key, entry) -> text.append(comparable(key))
                    .append('=')
                    .append(comparable(entry))
                    .append(' '));
            return text + "}";
        } else if (value instanceof java.math.BigInteger number) {
            return number.toString();
        } else if (value instanceof java.math.BigDecimal number) {
            return number.toPlainString();
        }
        return String.valueOf(value);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
