package io.weir.sql.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.table.TableEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A TaskManager that stands still, for less time than after which it would be lost, holds no statement up. */
class SlowTaskManagerTest {
    private static final int FILES = 6;
    private static final int PATIENCE_SECONDS = 50;

    @TempDir
    private Path directory;

    @Test
    void statementsEndWithoutItAndItLeavesNothingBehind() throws Exception {
        var executor = Executors.newSingleThreadExecutor();
        try (var cluster = new ClusterProcesses(
                directory,
                "cluster.heartbeat_timeout_ms=60000",
                "cluster.speculation=true",
                "cluster.speculation_quantile=0.5",
                "cluster.speculation_least_ms=200")) {
            var others = List.of(cluster.addTaskManager(), cluster.addTaskManager());
            var slow = cluster.addTaskManager();
            try (var tables = cluster.session(FILES)) {
                makeTable(tables, "small", 10);
                makeTable(tables, "large", 1000);
                signal(slow, "STOP");
                var insert =
                        "create table copy with (path = '" + directory.resolve("copy") + "') as select * from large";
                executor.submit(() -> run(tables, insert)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                var query = "select count(*), sum(large.n) from large join small on large.n = small.n";
                var answer = executor.submit(() -> rows(tables, query)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(answer).containsExactly(List.of(60L, (long) sum(10)));
                signal(slow, "CONT");
                // what it runs now, it runs after all that it was told before
                for (var other : others) {
                    other.destroyForcibly().waitFor();
                }
                var copied = executor.submit(() -> rows(tables, "select count(*), sum(n) from copy"))
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(copied).containsExactly(List.of(6000L, (long) sum(1000)));
                assertThat(filesBelow(directory.resolve("copy").resolve("_weir")))
                        .isEmpty();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** Of all numbers of a table with so many in each file. */
    private static int sum(int each) {
        var sum = 0;
        for (var n = 0; n < FILES * each; n++) {
            sum += n;
        }
        return sum;
    }

    private void makeTable(TableEnvironment tables, String name, int each) throws Exception {
        var files = Files.createDirectory(directory.resolve(name));
        for (var file = 0; file < FILES; file++) {
            var lines = new ArrayList<String>();
            lines.add("n");
            for (var n = file * each; n < (file + 1) * each; n++) {
                lines.add(Integer.toString(n));
            }
            Files.write(files.resolve(file + ".csv"), lines);
        }
        run(tables, "create table " + name + " (n bigint) with (path = '" + files + "', format = 'csv')");
    }

    private static void run(TableEnvironment tables, String sql) {
        tables.executeSql(sql).close();
    }

    private static List<List<Long>> rows(TableEnvironment tables, String sql) {
        try (var result = tables.executeSql(sql)) {
            var rows = new ArrayList<List<Long>>();
            result.rows().forEachRemaining(row -> rows.add(List.of(row.longValue(0), row.longValue(1))));
            return rows;
        }
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()));
        assertThat(kill.inheritIO().start().waitFor()).isZero();
    }

    private static List<Path> filesBelow(Path root) throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
