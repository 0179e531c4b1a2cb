package io.weir.sql.slt;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * DuckDB as the truth about a file's expected rows. A record whose SQL reads differently there says how in lines that begin with
 * {@code -- duckdb:}; {@code -- duckdb: none} leaves the record out.
 */
final class Reference implements AutoCloseable {
    private static final String MARK = "-- duckdb:";
    private static final DateTimeFormatter CLOCK = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);

    private final Connection connection;
    private final Path scratch;

    Reference(Path scratch) throws SQLException {
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
        this.scratch = scratch;
        try (var statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
        }
    }

    /** The rows that DuckDB answers, as the file would have them; empty where it has nothing to say. */
    Optional<List<String>> run(SltRecord record) throws SQLException {
        if (record.expectation() instanceof SltRecord.Expectation.Failure) {
            return Optional.empty();
        }
        var sql = text(record.sql());
        if (sql.equals("none")) {
            return Optional.empty();
        }
        try (var statement = connection.createStatement()) {
            if (!(record.expectation() instanceof SltRecord.Expectation.Rows rows)) {
                statement.execute(sql);
                return Optional.empty();
            }
            try (var result = statement.executeQuery(sql)) {
                return Optional.of(rows(result, rows.types()));
            }
        }
    }

    private String text(String sql) {
        var marked = sql.lines()
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()).strip())
                .collect(Collectors.joining("\n"));
        var text = marked.isEmpty() ? sql : marked;
        return text.startsWith("none") ? "none" : text.replace("${dir}", scratch.toString());
    }

    private static List<String> rows(ResultSet result, String types) throws SQLException {
        var width = result.getMetaData().getColumnCount();
        var rows = new ArrayList<String>();
        while (result.next()) {
            var values = new ArrayList<String>();
            for (var i = 1; i <= width; i++) {
                values.add(value(result.getObject(i), i <= types.length() ? types.charAt(i - 1) : 'X'));
            }
            rows.add(String.join("\t", values));
        }
        return rows;
    }

    private static String value(Object value, char type) throws SQLException {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        } else if (value instanceof Float number && type == 'R') {
            return number.toString();
        } else if (value instanceof Number number && type == 'R') {
            return String.valueOf(number.doubleValue());
        } else if (value instanceof Timestamp timestamp) {
            return shortened(timestamp.toLocalDateTime().toString().replace('T', ' '));
        } else if (value instanceof LocalTime time) {
            return time.format(CLOCK);
        } else if (value instanceof Blob bytes) {
            return bytes.length() == 0
                    ? "(empty)"
                    : HexFormat.of().formatHex(bytes.getBytes(1, Math.toIntExact(bytes.length())));
        } else if (value instanceof OffsetDateTime time) {
            return shortened(time.withOffsetSameInstant(ZoneOffset.UTC)
                            .toLocalDateTime()
                            .toString()
                            .replace('T', ' ')) + "+00:00";
        }
        var text = value.toString();
        return text.isEmpty()
                ? "(empty)"
                : text.replace("\\", "\\\\")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
    }

    /** A time with its seconds and without zeros behind them. */
    private static String shortened(String time) {
        var whole = time.length() == "2024-01-01 00:00".length() ? time + ":00" : time;
        return whole.contains(".") ? whole.replaceAll("0+$", "").replaceAll("\\.$", "") : whole;
    }

    /** Whether the file's rows say what DuckDB says; values of nested and other rare types are not compared letter by letter. */
    static boolean same(List<String> file, List<String> duck, SltRecord.Expectation.Rows expectation) {
        var types = expectation.types();
        var expected = SltRows.ordered(normal(file, types), expectation.order(), types);
        var actual = SltRows.ordered(normal(duck, types), expectation.order(), types);
        return SltRows.same(expected, actual, types);
    }

    private static List<String> normal(List<String> rows, String types) {
        return rows.stream().map(row -> normalRow(row, types)).toList();
    }

    private static String normalRow(String row, String types) {
        var values = row.split("\t", -1);
        for (var i = 0; i < values.length && i < types.length(); i++) {
            if (types.charAt(i) == 'N' && values[i].matches("-?[0-9.]+(E-?[0-9]+)?")) {
                values[i] = new BigDecimal(values[i]).stripTrailingZeros().toPlainString();
            } else if (types.charAt(i) == 'S') {
                values[i] = shortened(values[i].replace("T", " "));
            } else if (types.charAt(i) == 'X') {
                values[i] = values[i].replaceAll("[ '\"]", "").replace(":", "=").toLowerCase(Locale.ROOT);
            }
        }
        return String.join("\t", values);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
