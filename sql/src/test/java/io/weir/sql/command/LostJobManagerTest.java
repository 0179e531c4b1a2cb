package io.weir.sql.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sql.tpch.TpchData;
import io.weir.sql.tpch.TpchQueries;
import io.weir.sql.tpch.TpchRun;
import io.weir.table.TableEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JobManager that is killed in the middle of a job and started again costs time and no rows. The number of kills and the seed of
 * their moments are the properties {@code kills} and {@code seed}.
 */
class LostJobManagerTest {
    private static final int KILLS = Integer.getInteger("kills", 5);
    private static final double SCALE = 0.02;
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    private interface Work {
        Object run() throws Exception;
    }

    /** Kills the JobManager at some moment of what usually takes so long, and starts another one. */
    private Object killDuring(ClusterProcesses cluster, long usualMillis, Work work) throws Exception {
        var executor = Executors.newScheduledThreadPool(2);
        try {
            var moment = (long) (usualMillis * random.nextDouble());
            var killed = executor.schedule(
                    () -> {
                        cluster.replaceJobManager();
                        return 0;
                    },
                    moment,
                    TimeUnit.MILLISECONDS);
            var done = executor.submit(work::run);
            var answer = done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            killed.get();
            return answer;
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void theRowsAreTheSame() throws Exception {
        var data = directory.resolve("tpch").toString();
        TpchData.generate(SCALE, data, TpchData.tables(), (table, rows) -> {});
        try (var cluster = new ClusterProcesses(directory, "cluster.heartbeat_timeout_ms=2000");
                var embedded = TableEnvironment.create()) {
            cluster.addTaskManager();
            cluster.addTaskManager();
            try (var tables = cluster.session(4)) {
                var there = new TpchRun(tables, data);
                var here = new TpchRun(embedded, data);
                var queries = TpchQueries.all();
                for (var kill = 0; kill < KILLS; kill++) {
                    var query = queries.get(random.nextInt(queries.size()));
                    var expected = here.time(query).lines();
                    var usual = there.time(query).millis();
                    assertThat(killDuring(
                                    cluster, usual, () -> there.time(query).lines()))
                            .as(query.name() + ", seed " + seed)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void aTableIsWrittenOnce() throws Exception {
        var data = directory.resolve("tpch").toString();
        TpchData.generate(SCALE, data, TpchData.tables(), (table, rows) -> {});
        try (var cluster = new ClusterProcesses(directory, "cluster.heartbeat_timeout_ms=2000")) {
            cluster.addTaskManager();
            cluster.addTaskManager();
            try (var tables = cluster.session(4)) {
                var usual = write(tables, data, "usual");
                for (var kill = 0; kill < KILLS; kill++) {
                    var table = "table" + kill;
                    killDuring(cluster, usual, () -> write(tables, data, table));
                    assertThat(count(tables, directory.resolve(table).toString()))
                            .as("seed " + seed)
                            .isEqualTo(count(tables, data + "/lineitem"));
                    try (var left = Files.list(directory.resolve(table).resolve("_weir"))) {
                        assertThat(left).as("seed " + seed).isEmpty();
                    }
                }
            }
        }
    }

    private long write(TableEnvironment tables, String data, String name) {
        var begun = System.nanoTime();
        tables.executeSql("create table " + name + " with (path = '" + directory.resolve(name)
                        + "') as select l.*, o_comment from '" + data + "/lineitem' l join '" + data
                        + "/orders' on l_orderkey = o_orderkey")
                .close();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    private static long count(TableEnvironment tables, String path) {
        try (var result = tables.executeSql("select count(*) from '" + path + "'")) {
            return result.rows().next().longValue(0);
        }
    }
}
