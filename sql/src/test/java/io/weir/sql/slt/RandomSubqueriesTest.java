package io.weir.sql.slt;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.table.TableEnvironment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Random subqueries answer what DuckDB answers, or are refused. {@code -Dseed=N -Dqueries=N} makes others. */
class RandomSubqueriesTest {
    private static final long SEED = Long.getLong("seed", 1);
    private static final int QUERIES = Integer.getInteger("queries", 80);

    @Test
    void answerAsDuckDbDoes() throws SQLException {
        var queries = new RandomSubqueries(SEED);
        var answered = 0;
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var tables = TableEnvironment.create()) {
            for (var table : RandomSubqueries.TABLES) {
                execute(duck, table);
                tables.executeSql(table).close();
            }
            for (var i = 0; i < QUERIES; i++) {
                var query = queries.next();
                var answer = answer(tables, query);
                if (answer.isPresent()) {
                    answered++;
                    assertThat(answer.get())
                            .as("seed %d: %s", SEED, query)
                            .containsExactlyInAnyOrderElementsOf(rows(duck, query));
                }
            }
        }
        assertThat(answered).isGreaterThan(QUERIES * 3 / 4);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Empty where the query is refused. */
    private static Optional<List<String>> answer(TableEnvironment tables, String query) {
        try (var result = tables.executeSql(query)) {
            return Optional.of(SltRows.read(result));
        } catch (EngineException e) {
            assertThat(e.code()).as(query).isEqualTo(ErrorCode.NOT_SUPPORTED);
            return Optional.empty();
        }
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var values = new ArrayList<String>();
                for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getObject(i)).replaceAll("^null$", "NULL"));
                }
                rows.add(String.join("\t", values));
            }
            return rows;
        }
    }
}
