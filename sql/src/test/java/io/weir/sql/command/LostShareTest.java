package io.weir.sql.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.table.TableEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A join of which one key has half of the rows, so that several tasks read its partition, over processes of which one is killed in the
 * middle: no part is lost, and none is read twice. The number of kills and the seed of their moments are the properties {@code kills}
 * and {@code seed}.
 */
class LostShareTest {
    private static final int KILLS = Integer.getInteger("kills", 4);
    private static final int PATIENCE_SECONDS = 120;
    private static final String QUERY =
            "select fact.k % 5, count(*), sum(v), sum(w), count(g) from fact left join dim on"
                    + " fact.k = dim.k group by fact.k % 5 order by 1";

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    private static void run(TableEnvironment tables, String statement) {
        tables.executeSql(statement).close();
    }

    private static List<String> rows(TableEnvironment tables, String query) {
        var rows = new ArrayList<String>();
        try (var result = tables.executeSql(query)) {
            result.rows().forEachRemaining(row -> {
                var line = new StringBuilder();
                for (var i = 0; i < result.schema().size(); i++) {
                    line.append(row.value(i)).append(' ');
                }
                rows.add(line.toString());
            });
        }
        return rows;
    }

    private void fill(TableEnvironment tables) {
        run(
                tables,
                "create table dim with (path = '" + directory.resolve("dim")
                        + "') as select x as k, x % 7 as g from unnest(sequence(1, 300000)) as u (x)");
        run(
                tables,
                "create table fact (k bigint, v bigint, w bigint) with (path = '" + directory.resolve("fact") + "')");
        // a file and so a split for each of the tasks that scan
        for (var part = 0; part < 4; part++) {
            run(
                    tables,
                    "insert into fact select case when x % 2 = 0 then 77 else x + " + part * 300_000
                            + " end, x, x * 13 % 101 from unnest(sequence(1, 300000)) as u (x)");
        }
    }

    private static void divide(TableEnvironment tables) {
        run(tables, "set operator_memory = 8mb");
        run(tables, "set skewed_partition_threshold = 64kb");
    }

    @Test
    void theRowsAreTheSame() throws Exception {
        var executor = Executors.newScheduledThreadPool(2);
        try (var cluster = new ClusterProcesses(directory, "cluster.heartbeat_timeout_ms=2000");
                var embedded = TableEnvironment.create()) {
            fill(embedded);
            var expected = rows(embedded, QUERY);
            cluster.addTaskManager();
            var next = cluster.addTaskManager();
            try (var tables = cluster.session(4)) {
                run(tables, "create table dim with (path = '" + directory.resolve("dim") + "')");
                run(tables, "create table fact with (path = '" + directory.resolve("fact") + "')");
                divide(tables);
                var report = String.join("\n", rows(tables, "explain analyze " + QUERY));
                assertThat(report)
                        .contains("by hash, kept, stage")
                        .doesNotContainPattern("HashJoin .* of which one task");
                for (var kill = 0; kill < KILLS; kill++) {
                    var begun = System.nanoTime();
                    assertThat(rows(tables, QUERY)).isEqualTo(expected);
                    var usual = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                    var victim = next;
                    var moment = (long) (usual * random.nextDouble());
                    var killed =
                            executor.schedule(() -> victim.destroyForcibly().waitFor(), moment, TimeUnit.MILLISECONDS);
                    var rows = executor.submit(() -> rows(tables, QUERY));
                    assertThat(rows.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                            .as("killed after " + moment + " of " + usual + " ms, seed " + seed)
                            .isEqualTo(expected);
                    killed.get();
                    next = cluster.addTaskManager();
                }
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
