package io.weir.formats.testing;

import io.weir.Nullable;
import java.sql.Array;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The other engine's answers, rows as {@link Scans#text} has them. */
public final class DuckDb {
    private DuckDb() {}

    public static List<String> rows(String sql) throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            try (var results = statement.executeQuery(sql)) {
                while (results.next()) {
                    var row = new ArrayList<String>();
                    for (var i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                        row.add(Scans.text(plain(results.getObject(i))));
                    }
                    rows.add(String.join(" | ", row));
                }
            }
        }
        return rows;
    }

    /** Names and types of the columns that a query answers, as {@code name TYPE}. */
    public static String columns(String sql) throws SQLException {
        return rows("describe " + sql).stream()
                .map(row -> row.split(" \\| "))
                .map(parts -> unquoted(parts[0]) + " " + unquoted(parts[1]))
                .collect(Collectors.joining(", "));
    }

    private static String unquoted(String text) {
        return text.substring(1, text.length() - 1);
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        } else if (value instanceof OffsetDateTime moment) {
            return moment.toInstant();
        } else if (value instanceof Array array) {
            return list((Object[]) array.getArray());
        } else if (value instanceof Struct struct) {
            return list(struct.getAttributes());
        }
        return value;
    }

    private static List<@Nullable Object> list(Object[] values) throws SQLException {
        var list = new ArrayList<@Nullable Object>();
        for (var value : Arrays.asList(values)) {
            list.add(plain(value));
        }
        return list;
    }
}
