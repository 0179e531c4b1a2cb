package io.weir.sql.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.weir.Nullable;
import io.weir.sql.tpch.TpchQueries.TpchQuery;
import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The 22 queries over generated data answer the rows of another engine, in every mode. {@code -Dscale=1} is the long form. */
class TpchTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.01"));
    private static final SessionSettings STANDARD = SessionSettings.STANDARD;

    private static final Map<String, List<List<@Nullable Object>>> EXPECTED = new HashMap<>();

    @TempDir
    private static Path directory;

    private static OtherEngine reference;

    @BeforeAll
    static void makeData() throws SQLException {
        var tables = new ArrayList<String>();
        TpchData.generate(SCALE, directory.toString(), TpchData.tables(), (table, rows) -> tables.add(table));
        assertThat(TpchData.missingAt(directory.toString())).isEmpty();
        reference = new OtherEngine(directory, tables);
    }

    @AfterAll
    static void close() throws SQLException {
        reference.close();
    }

    @TestFactory
    List<DynamicTest> withOneTask() {
        return queries(STANDARD.with(SessionSettings.PARALLELISM, 1));
    }

    @TestFactory
    List<DynamicTest> withTwoTasks() {
        return queries(STANDARD.with(SessionSettings.PARALLELISM, 2));
    }

    @TestFactory
    List<DynamicTest> withFourTasks() {
        return queries(STANDARD.with(SessionSettings.PARALLELISM, 4));
    }

    @TestFactory
    List<DynamicTest> inBatchesOfOneRow() {
        return queries(STANDARD.with(SessionSettings.BATCH_ROWS, 1));
    }

    @TestFactory
    List<DynamicTest> inBatchesOfSevenRows() {
        return queries(STANDARD.with(SessionSettings.BATCH_ROWS, 7));
    }

    @TestFactory
    List<DynamicTest> withSmallMemory() {
        var memory = SCALE < 1 ? 1L << 20 : 64L << 20;
        return queries(STANDARD.with(SessionSettings.OPERATOR_MEMORY, memory));
    }

    private List<DynamicTest> queries(SessionSettings settings) {
        return TpchQueries.all().stream()
                .map(query -> dynamicTest(query.name(), () -> check(query, settings)))
                .toList();
    }

    private void check(TpchQuery query, SessionSettings settings) throws SQLException {
        try (var tables = TableEnvironment.create(settings)) {
            var run = new TpchRun(tables, directory.toString());
            assertThat(Double.parseDouble(run.scale())).isEqualTo(SCALE);
            var rows = EXPECTED.get(query.name());
            if (rows == null) {
                rows = reference.rows(query.sql());
                EXPECTED.put(query.name(), rows);
            }
            try (var result = tables.executeSql(query.sql())) {
                var number = 0;
                for (var actual = result.rows(); actual.hasNext(); number++) {
                    var row = actual.next();
                    assertThat(number).as("rows of " + query.name()).isLessThan(rows.size());
                    for (var column = 0; column < row.size(); column++) {
                        var wanted = rows.get(number).get(column);
                        assertThat(OtherEngine.same(wanted, row.value(column)))
                                .as("row " + number + ", column " + column + ": " + wanted + " and "
                                        + row.value(column))
                                .isTrue();
                    }
                }
                assertThat(number).as("rows of " + query.name()).isEqualTo(rows.size());
            }
        }
    }
}
