package io.weir.sql.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.sql.tpch.TpchData;
import io.weir.sql.tpch.TpchQueries;
import io.weir.sql.tpch.TpchRun;
import io.weir.table.Row;
import io.weir.table.TableEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of a JobManager and two TaskManagers, all processes of their own, answers as a session without one. */
class ClusterTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.01"));

    @TempDir
    private static Path directory;

    private static ClusterProcesses cluster;

    @BeforeAll
    static void start() throws Exception {
        TpchData.generate(SCALE, data(), TpchData.tables(), (table, rows) -> {});
        cluster = new ClusterProcesses(directory);
        cluster.addTaskManager();
        cluster.addTaskManager();
    }

    @AfterAll
    static void end() throws Exception {
        cluster.close();
    }

    private static String data() {
        return directory.resolve("tpch").toString();
    }

    @Test
    void theQueriesOfTheBenchmarkHaveTheRowsOfASessionWithoutACluster() {
        try (var tables = cluster.session(4);
                var embedded = TableEnvironment.create()) {
            var there = new TpchRun(tables, data());
            var here = new TpchRun(embedded, data());
            for (var query : TpchQueries.all()) {
                assertThat(there.time(query).lines())
                        .as(query.name())
                        .isEqualTo(here.time(query).lines());
            }
        }
    }

    @Test
    void whatIsWrittenOnTheClusterIsRead() {
        var target = directory.resolve("written");
        try (var tables = cluster.session(4)) {
            tables.executeSql("create table t with (path = '" + target + "') as select l_orderkey, l_comment from '"
                            + data() + "/lineitem'")
                    .close();
            var counts = "select count(*), sum(l_orderkey), count(distinct l_comment) from ";
            assertThat(rows(tables, counts + "'" + target + "'"))
                    .isEqualTo(rows(tables, counts + "'" + data() + "/lineitem'"));
        }
    }

    @Test
    void aLongAnswerStopsWhereItsReaderStops() {
        var all = "select a.l_comment from '" + data() + "/lineitem' a, '" + data() + "/region'";
        try (var tables = cluster.session(4)) {
            try (var result = tables.executeSql(all)) {
                var rows = result.rows();
                for (var i = 0; i < 1000; i++) {
                    rows.next();
                }
            }
            assertThat(rows(tables, "select count(*) from '" + data() + "/region'"))
                    .isEqualTo(List.of("5"));
        }
    }

    @Test
    void sortedAnswersOfManyTasksAreInOrder() {
        try (var tables = cluster.session(4);
                var embedded = TableEnvironment.create()) {
            var sql =
                    "select l_orderkey, l_linenumber, sum(l_quantity) over (partition by l_orderkey order by l_linenumber) q"
                            + " from '" + data() + "/lineitem' order by l_orderkey desc, l_linenumber";
            assertThat(rows(tables, sql)).isEqualTo(rows(embedded, sql));
        }
    }

    @Test
    void aMistakeOfTheUserIsToldAsWithoutACluster() {
        try (var tables = cluster.session(4)) {
            assertThatThrownBy(() -> rows(tables, "select 1 / (n_regionkey - 1) from '" + data() + "/nation'"))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.DIVISION_BY_ZERO));
        }
    }

    @Test
    void theShellCommandRunsOnTheCluster() throws Exception {
        var ended = WeirProcess.run(
                directory,
                "sql",
                "--jobmanager",
                cluster.address(),
                "--secret-file",
                cluster.secret().toString(),
                "-e",
                "explain analyze select count(*) from '" + data() + "/orders'; select count(*) from '" + data()
                        + "/nation'");
        assertThat(ended.errors()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).endsWith("25\n").contains("orders");
    }

    private static List<String> rows(TableEnvironment tables, String sql) {
        try (var result = tables.executeSql(sql)) {
            var rows = new ArrayList<String>();
            result.rows().forEachRemaining(row -> rows.add(text(row)));
            return rows;
        }
    }

    private static String text(Row row) {
        var values = new ArrayList<String>();
        for (var column = 0; column < row.size(); column++) {
            values.add(String.valueOf(row.value(column)));
        }
        return String.join(" ", values);
    }
}
