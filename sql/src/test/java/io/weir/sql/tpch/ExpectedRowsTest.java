package io.weir.sql.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What EXPLAIN ANALYZE says of the 22 queries: no join answers more than ten times the rows that it was expected to. */
class ExpectedRowsTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.1"));
    private static final double MOST = 10;

    /** Operator, rows in, rows out, rows expected, time. */
    private static final Pattern JOIN =
            Pattern.compile(" +(\\w*Join .*?) +[\\d,]+ +([\\d,]+) +([\\d,.]+) +[\\d.]+ ms.*");

    /** A join of a plan that has run. */
    private record Join(String query, String operator, long actual, double expected) {
        boolean isFarMore() {
            return actual > MOST * Math.max(0.01, expected);
        }
    }

    @TempDir
    private Path directory;

    @Test
    void noJoinAnswersFarMoreRowsThanExpected() {
        TpchData.generate(SCALE, directory.toString(), TpchData.tables(), (table, rows) -> {});
        var joins = new ArrayList<Join>();
        try (var tables = TableEnvironment.create(SessionSettings.STANDARD)) {
            var run = new TpchRun(tables, directory.toString());
            assertThat(Double.parseDouble(run.scale())).isEqualTo(SCALE);
            for (var query : TpchQueries.all()) {
                joins.addAll(joins(tables, query));
            }
        }
        assertThat(joins).hasSizeGreaterThan(50);
        assertThat(joins.stream().filter(Join::isFarMore)).isEmpty();
    }

    private static List<Join> joins(TableEnvironment tables, TpchQueries.TpchQuery query) {
        var joins = new ArrayList<Join>();
        try (var result = tables.executeSql("explain analyze " + query.sql())) {
            result.rows().forEachRemaining(row -> {
                var join = JOIN.matcher(row.string(0));
                if (join.matches()) {
                    joins.add(
                            new Join(query.name(), join.group(1), (long) number(join.group(2)), number(join.group(3))));
                }
            });
        }
        return joins;
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", ""));
    }
}
