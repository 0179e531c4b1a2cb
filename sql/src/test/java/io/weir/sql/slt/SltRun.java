package io.weir.sql.slt;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.table.Result;
import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import io.weir.table.statement.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One file in one mode: a session of its own, a directory of its own. */
final class SltRun {
    private final Map<String, String> variables;
    private final Map<String, List<String>> labels = new HashMap<>();
    private final Map<SltRecord, List<String>> different = new LinkedHashMap<>();

    /** @param scratch is there for the file alone: the variable dir */
    SltRun(Path scratch) {
        this.variables = Map.of("dir", scratch.toString());
    }

    /** Answers what was wrong, empty if nothing. */
    List<String> run(Path file, SessionSettings settings) throws IOException {
        try (var tables = TableEnvironment.create(settings)) {
            return run(file, tables);
        }
    }

    /** Answers what was wrong in that session, empty if nothing. */
    List<String> run(Path file, TableEnvironment tables) throws IOException {
        var failures = new ArrayList<String>();
        for (var record : SltFile.read(file)) {
            check(tables, record)
                    .ifPresent(wrong -> failures.add(file.getFileName() + ":" + record.line() + ": " + wrong + "\n    "
                            + record.sql().replace("\n", "\n    ")));
        }
        return failures;
    }

    /** The rows of the queries whose rows were not those expected. */
    Map<SltRecord, List<String>> different() {
        return different;
    }

    private Optional<String> check(TableEnvironment tables, SltRecord record) {
        try (var result = tables.executeSql(Script.substitute(record.sql(), variables))) {
            if (record.expectation() instanceof SltRecord.Expectation.Rows rows) {
                return rows(result, record, rows);
            }
            SltRows.read(result);
            return record.expectation() instanceof SltRecord.Expectation.Failure failure
                    ? Optional.of("succeeded, expected an error: " + failure.pattern())
                    : Optional.empty();
        } catch (EngineException error) {
            return failed(record, error);
        } catch (RuntimeException broken) {
            return Optional.of("broke: " + broken + " at " + broken.getStackTrace()[0]);
        }
    }

    private static Optional<String> failed(SltRecord record, EngineException error) {
        var message = error.code() + ": " + error.getMessage();
        if (!(record.expectation() instanceof SltRecord.Expectation.Failure failure)) {
            return Optional.of("failed: " + message);
        }
        if (error.code() == ErrorCode.INTERNAL && !failure.pattern().contains("INTERNAL")) {
            return Optional.of("failed inside: " + message);
        }
        return Pattern.compile(failure.pattern()).matcher(message).find()
                ? Optional.empty()
                : Optional.of("expected the error " + failure.pattern() + ", found " + message);
    }

    private Optional<String> rows(Result result, SltRecord record, SltRecord.Expectation.Rows expectation) {
        var types = SltRows.types(result);
        var actual = SltRows.ordered(SltRows.read(result), expectation.order(), types);
        if (!types.equals(expectation.types())) {
            return Optional.of("types are " + types + ", expected " + expectation.types() + ": " + result.schema());
        }
        var expected = SltRows.ordered(record.expected(), expectation.order(), types);
        if (!SltRows.same(expected, actual, types)) {
            different.put(record, actual);
            return Optional.of("expected\n" + block(expected) + "\n  found\n" + block(actual));
        }
        if (!expectation.label().isEmpty()) {
            var first = labels.putIfAbsent(expectation.label(), actual);
            if (first != null && !first.equals(actual)) {
                return Optional.of("rows differ from those of the label " + expectation.label());
            }
        }
        return Optional.empty();
    }

    private static String block(List<String> rows) {
        var shown = rows.size() > 20 ? rows.subList(0, 20) : rows;
        var more = rows.size() > 20 ? "\n    ... " + rows.size() + " rows" : "";
        return "    " + String.join("\n    ", shown) + more;
    }
}
