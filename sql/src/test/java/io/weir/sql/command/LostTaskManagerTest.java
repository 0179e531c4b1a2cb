package io.weir.sql.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sql.tpch.TpchData;
import io.weir.sql.tpch.TpchQueries;
import io.weir.sql.tpch.TpchRun;
import io.weir.table.TableEnvironment;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A TaskManager that is killed in the middle of a query costs time and no rows. The number of kills and the seed of their moments are
 * the properties {@code kills} and {@code seed}.
 */
class LostTaskManagerTest {
    private static final int KILLS = Integer.getInteger("kills", 5);
    private static final double SCALE = 0.02;
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void theRowsAreTheSame() throws Exception {
        var data = directory.resolve("tpch").toString();
        TpchData.generate(SCALE, data, TpchData.tables(), (table, rows) -> {});
        var executor = Executors.newScheduledThreadPool(2);
        try (var cluster = new ClusterProcesses(directory, "cluster.heartbeat_timeout_ms=2000");
                var embedded = TableEnvironment.create()) {
            cluster.addTaskManager();
            var next = cluster.addTaskManager();
            try (var tables = cluster.session(4)) {
                var there = new TpchRun(tables, data);
                var here = new TpchRun(embedded, data);
                var queries = TpchQueries.all();
                for (var kill = 0; kill < KILLS; kill++) {
                    var query = queries.get(random.nextInt(queries.size()));
                    var expected = here.time(query).lines();
                    var usual = there.time(query).millis();
                    var victim = next;
                    var moment = (long) (usual * random.nextDouble());
                    var killed =
                            executor.schedule(() -> victim.destroyForcibly().waitFor(), moment, TimeUnit.MILLISECONDS);
                    var lines = executor.submit(() -> there.time(query).lines());
                    assertThat(lines.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                            .as(query.name() + ", killed after " + moment + " of " + usual + " ms, seed " + seed)
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
