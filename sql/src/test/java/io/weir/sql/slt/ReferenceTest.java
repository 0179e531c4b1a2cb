package io.weir.sql.slt;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows that the files expect are those that DuckDB answers. {@code -Dslt=FILE} checks one file; {@code -Dslt.reference=true} writes
 * DuckDB's rows into the files.
 */
class ReferenceTest {
    /** The first line of a file that is about statements of ours. */
    static final String NOT_COMPARED = "# duckdb: none";

    @TempDir
    private Path scratch;

    @TestFactory
    List<DynamicNode> files() throws IOException {
        var tests = new ArrayList<DynamicNode>();
        for (var file : SltTest.chosen()) {
            if (Files.readAllLines(file).get(0).equals(NOT_COMPARED)) {
                continue;
            }
            tests.add(DynamicTest.dynamicTest(SltTest.name(file), () -> check(file)));
        }
        return tests;
    }

    private void check(Path file) throws IOException, SQLException {
        var failures = new ArrayList<String>();
        var different = new LinkedHashMap<SltRecord, List<String>>();
        try (var reference = new Reference(Files.createTempDirectory(scratch, "reference"))) {
            for (var record : SltFile.read(file)) {
                check(reference, record, file, failures, different);
            }
        }
        if (Boolean.getBoolean("slt.reference")) {
            SltFile.update(file, different);
            different.keySet().forEach(record -> failures.remove(place(file, record)));
        }
        if (!failures.isEmpty()) {
            fail(failures.size() + " wrong\n" + String.join("\n", failures));
        }
    }

    private static void check(
            Reference reference,
            SltRecord record,
            Path file,
            List<String> failures,
            Map<SltRecord, List<String>> different) {
        try {
            var rows = reference.run(record);
            if (rows.isPresent()
                    && record.expectation() instanceof SltRecord.Expectation.Rows expectation
                    && !Reference.same(record.expected(), rows.get(), expectation)) {
                different.put(record, rows.get());
                if (!Boolean.getBoolean("slt.reference")) {
                    failures.add(place(file, record) + ": DuckDB answers\n    "
                            + String.join(
                                    "\n    ",
                                    rows.get()
                                            .subList(0, Math.min(20, rows.get().size()))) + "\n  to "
                            + record.sql());
                }
            }
        } catch (SQLException e) {
            failures.add(place(file, record) + ": DuckDB refuses: " + e.getMessage() + "\n  " + record.sql());
        }
    }

    private static String place(Path file, SltRecord record) {
        return file.getFileName() + ":" + record.line();
    }
}
