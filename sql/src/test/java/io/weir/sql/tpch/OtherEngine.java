package io.weir.sql.tpch;

import io.weir.Nullable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Another engine over the same files, whose answers ours must equal. */
final class OtherEngine implements AutoCloseable {
    private static final double TOLERANCE = 1e-9;

    private final Connection connection;

    OtherEngine(Path directory, List<String> tables) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (var statement = connection.createStatement()) {
            for (var table : tables) {
                statement.execute("create view " + table + " as select * from read_parquet('" + directory.resolve(table)
                        + "/*.parquet')");
            }
        }
    }

    /** The rows of a query; averages of decimals are rounded as ours are. */
    List<List<@Nullable Object>> rows(String sql) throws SQLException {
        var rounded = sql.replaceAll("avg\\((\\w+)\\)", "cast(avg($1) as decimal(15,2))");
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(rounded)) {
            var width = found.getMetaData().getColumnCount();
            var rows = new ArrayList<List<@Nullable Object>>();
            while (found.next()) {
                var row = new ArrayList<@Nullable Object>();
                for (var column = 1; column <= width; column++) {
                    row.add(found.getObject(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /**
     * Whether a value of ours is the same: exact values exactly, doubles nearly, and a decimal whose counterpart is a double, because
     * the other engine divides so, to half a unit of its last place.
     */
    static boolean same(@Nullable Object expected, @Nullable Object actual) {
        if (expected == null || actual == null) {
            return expected == actual;
        }
        if (expected instanceof Double reference) {
            var value = ((Number) actual).doubleValue();
            var allowed = TOLERANCE * Math.max(Math.abs(reference), Math.abs(value));
            if (actual instanceof BigDecimal decimal) {
                allowed += 0.5 * Math.pow(10, -decimal.scale());
            }
            return Math.abs(reference - value) <= allowed;
        }
        if (expected instanceof BigDecimal || expected instanceof BigInteger || expected instanceof Number) {
            return new BigDecimal(expected.toString()).compareTo(new BigDecimal(actual.toString())) == 0;
        }
        return expected.toString().equals(actual.toString());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
