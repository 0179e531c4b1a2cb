package io.weir.sql.slt;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes an slt of a list of statements, one a line: types from the engine, rows from DuckDB. Records on which the two do not agree go
 * to a second file with what each says, to be looked into.
 *
 * <pre>
 *   = statement that must work
 *   ! PATTERN ;; statement that must fail; . stands for the code it fails with, * for the whole message
 *   query [;; the same query as DuckDB understands it, or none]
 *   # a comment; {@code # duckdb: none} first: DuckDB is not asked
 * </pre>
 */
final class SltDraft {
    private final List<String> records = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private final TableEnvironment tables;
    private final Reference reference;
    private final Path scratch;
    private boolean compared = true;

    private SltDraft(TableEnvironment tables, Reference reference, Path scratch) {
        this.tables = tables;
        this.reference = reference;
        this.scratch = scratch;
    }

    /** Arguments: the list, the slt to write, the file for doubts. */
    public static void main(String[] arguments) throws IOException, SQLException {
        var scratch = Files.createTempDirectory("slt-draft");
        try (var tables = TableEnvironment.create(SessionSettings.STANDARD);
                var reference = new Reference(scratch)) {
            var draft = new SltDraft(tables, reference, scratch);
            for (var line : Files.readAllLines(Path.of(arguments[0]))) {
                if (line.startsWith("#")) {
                    draft.compared &= !line.equals(ReferenceTest.NOT_COMPARED);
                    draft.records.add(line);
                } else if (!line.isBlank()) {
                    draft.add(line.strip());
                }
            }
            Files.writeString(
                    Path.of(arguments[1]),
                    String.join("\n\n", draft.records).replaceAll("(?m)^(#.*)\n\n", "$1\n") + "\n");
            Files.writeString(Path.of(arguments[2]), String.join("\n\n", draft.doubts) + "\n");
            var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            out.println(draft.records.size() + " records, " + draft.doubts.size() + " doubts");
        }
        Runtime.getRuntime().halt(0);
    }

    private void add(String line) {
        if (line.startsWith("=")) {
            statement(line.substring(1).strip());
        } else if (line.startsWith("!")) {
            var parts = line.substring(1).split(";;", 2);
            failure(parts[0].strip(), parts[1].strip());
        } else {
            query(line);
        }
    }

    private void statement(String line) {
        var record = "statement ok\n" + sql(line);
        try {
            run(first(line));
            truth(new SltRecord(0, new SltRecord.Expectation.Success(), sql(line), List.of(), 0, 0));
            records.add(record);
        } catch (RuntimeException | StackOverflowError | SQLException e) {
            doubts.add(record + "\n" + e);
        }
    }

    private void failure(String pattern, String line) {
        try {
            var rows = run(line);
            doubts.add("statement error " + pattern + "\n" + line + "\nsucceeds: " + rows);
        } catch (EngineException e) {
            var message = e.code() + ": " + e.getMessage();
            var wanted = pattern.equals(".") ? e.code().name() : pattern.equals("*") ? quoted(message) : pattern;
            if (e.code() != ErrorCode.INTERNAL
                    && Pattern.compile(wanted).matcher(message).find()) {
                records.add("statement error " + wanted + "\n" + line);
            } else {
                doubts.add("statement error " + pattern + "\n" + line + "\nfails otherwise: " + message);
            }
        } catch (RuntimeException | StackOverflowError e) {
            doubts.add("statement error " + pattern + "\n" + line + "\nfails within: " + e);
        }
    }

    private static String quoted(String message) {
        return "^" + message.replaceAll("[\\\\.\\[\\](){}^$|*+?]", "\\\\$0") + "$";
    }

    private void query(String line) {
        var sql = first(line);
        List<String> ours;
        String types;
        try (var result = tables.executeSql(sql.replace("${dir}", scratch.toString()))) {
            types = SltRows.types(result);
            ours = SltRows.read(result);
        } catch (RuntimeException | StackOverflowError e) {
            doubts.add(sql + "\nfails: " + e);
            return;
        }
        var order = sql.toLowerCase(Locale.ROOT).matches("(?s).*\\border by [^()]*$")
                ? SltRecord.Order.NOSORT
                : SltRecord.Order.ROWSORT;
        var expectation = new SltRecord.Expectation.Rows(types, order, "");
        try {
            var truth = truth(new SltRecord(0, expectation, sql(line), ours, 0, 0));
            if (truth.isPresent() && !Reference.same(ours, truth.get(), expectation)) {
                doubts.add(sql + "\nhere:   " + String.join("\n        ", ours) + "\nDuckDB: "
                        + String.join("\n        ", truth.get()));
                return;
            }
        } catch (SQLException e) {
            doubts.add(sql + "\nhere:   " + String.join("\n        ", ours) + "\nDuckDB refuses: " + e.getMessage());
            return;
        }
        records.add("query " + types + " " + order.name().toLowerCase(Locale.ROOT) + "\n" + sql(line) + "\n----"
                + (ours.isEmpty() ? "" : "\n" + String.join("\n", SltRows.ordered(ours, order, types))));
    }

    private Optional<List<String>> truth(SltRecord record) throws SQLException {
        return compared ? reference.run(record) : Optional.empty();
    }

    private List<String> run(String sql) {
        try (var result = tables.executeSql(sql.replace("${dir}", scratch.toString()))) {
            return SltRows.read(result);
        }
    }

    private static String first(String line) {
        return line.split(";;", 2)[0].strip();
    }

    private static String sql(String line) {
        var parts = line.split(";;", 2);
        return parts.length == 1 ? parts[0].strip() : "-- duckdb: " + parts[1].strip() + "\n" + parts[0].strip();
    }
}
