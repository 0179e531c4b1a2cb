package io.weir.sql.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.Nullable;
import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Generated tables, and what another engine answers to queries over them. */
final class TpchAnswers implements AutoCloseable {
    private final String directory;
    private final double scale;
    private final OtherEngine reference;
    private final Map<String, List<List<@Nullable Object>>> expected = new HashMap<>();

    TpchAnswers(Path directory, double scale) throws SQLException {
        this.directory = directory.toString();
        this.scale = scale;
        var tables = new ArrayList<String>();
        TpchData.generate(scale, this.directory, TpchData.tables(), (table, rows) -> tables.add(table));
        assertThat(TpchData.missingAt(this.directory)).isEmpty();
        reference = new OtherEngine(directory, tables);
    }

    /** A session in which queries find the tables. */
    TableEnvironment open(SessionSettings settings) {
        var tables = TableEnvironment.create(settings);
        var run = new TpchRun(tables, directory);
        assertThat(Double.parseDouble(run.scale())).isEqualTo(scale);
        return tables;
    }

    /** The query answers the rows of the other engine, in the same order. */
    void check(TableEnvironment tables, String query) throws SQLException {
        var rows = expected.get(query);
        if (rows == null) {
            rows = reference.rows(query);
            expected.put(query, rows);
        }
        try (var result = tables.executeSql(query)) {
            var number = 0;
            for (var actual = result.rows(); actual.hasNext(); number++) {
                var row = actual.next();
                assertThat(number).as("rows of " + query).isLessThan(rows.size());
                for (var column = 0; column < row.size(); column++) {
                    var wanted = rows.get(number).get(column);
                    assertThat(OtherEngine.same(wanted, row.value(column)))
                            .as("row " + number + ", column " + column + ": " + wanted + " and " + row.value(column)
                                    + " of " + query)
                            .isTrue();
                }
            }
            assertThat(number).as("rows of " + query).isEqualTo(rows.size());
        }
    }

    /** The plan that EXPLAIN, or EXPLAIN ANALYZE, shows, a line each. */
    static String plan(TableEnvironment tables, String statement) {
        try (var result = tables.executeSql(statement)) {
            var text = new StringBuilder();
            result.rows().forEachRemaining(line -> text.append(line.string(0)).append('\n'));
            return text.toString();
        }
    }

    @Override
    public void close() throws SQLException {
        reference.close();
    }
}
