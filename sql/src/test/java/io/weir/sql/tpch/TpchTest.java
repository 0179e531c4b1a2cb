package io.weir.sql.tpch;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.weir.sql.tpch.TpchQueries.TpchQuery;
import io.weir.table.SessionSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The 22 queries over generated data answer the rows of another engine, in every mode. {@code -Dscale=1} is the long form. */
class TpchTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.01"));
    private static final SessionSettings STANDARD = SessionSettings.STANDARD;

    @TempDir
    private static Path directory;

    private static TpchAnswers answers;

    @BeforeAll
    static void makeData() throws SQLException {
        answers = new TpchAnswers(directory, SCALE);
    }

    @AfterAll
    static void close() throws SQLException {
        answers.close();
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

    private static List<DynamicTest> queries(SessionSettings settings) {
        return TpchQueries.all().stream()
                .map(query -> dynamicTest(query.name(), () -> check(query, settings)))
                .toList();
    }

    private static void check(TpchQuery query, SessionSettings settings) throws SQLException {
        try (var tables = answers.open(settings)) {
            answers.check(tables, query.sql());
        }
    }
}
