package io.weir.sql.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.table.TableEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it writes leaves all of its rows or none, and the next write cleans up. The number of kills and the
 * seed of their moments are the properties {@code kills} and {@code seed}.
 */
class KilledWriteTest {
    private static final int KILLS = Integer.getInteger("kills", 4);
    private static final long ROWS = 400_000;
    private static final long REPLACED_ROWS = 4000;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeEach
    void makeRows() {
        try (var tables = TableEnvironment.create()) {
            tables.executeSql(
                            "create view d as select * from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) t (n)")
                    .close();
            tables.executeSql("create table s with (path = '" + directory.resolve("source") + "') as"
                            + " select a.n * 100000 + b.n * 10000 + c.n * 1000 + e.n * 100 + f.n * 10 + g.n as id, 'row ' || a.n as name"
                            + " from d a, d b, d c, d e, d f, d g where a.n < 4")
                    .close();
        }
    }

    @Test
    void anInsertIsThereAsAWholeOrNotAtAll() throws Exception {
        var target = directory.resolve("target");
        var insert = "insert into '" + target + "' select * from '" + directory.resolve("source") + "'";
        Files.createDirectories(target);
        run("create table t with (path = '" + directory.resolve("first") + "') as select * from '"
                + directory.resolve("source") + "'");
        var normal = run(insert);
        var expected = ROWS;
        for (var kills = 0; kills < KILLS; ) {
            kills += kill(insert, normal, target) ? 1 : 0;
            var rows = count(target);
            assertThat(rows).as("rows after kill " + kills + ", seed " + seed).isIn(expected, expected + ROWS);
            expected = rows;
        }
        run(insert);
        assertThat(count(target)).as("seed " + seed).isEqualTo(expected + ROWS);
        assertThat(leftovers(target)).as("seed " + seed).isEmpty();
    }

    @Test
    void aTableIsMadeWholeOrNotAtAll() throws Exception {
        var normal = run(create(directory.resolve("table")));
        var tables = 0;
        for (var kills = 0; kills < KILLS; ) {
            var table = directory.resolve("table" + tables++);
            kills += kill(create(table), normal, table) ? 1 : 0;
            var rows = count(table);
            assertThat(rows).as("rows after kill " + kills + ", seed " + seed).isIn(0L, ROWS);
            if (rows == 0) {
                run(create(table));
                assertThat(count(table)).as("seed " + seed).isEqualTo(ROWS);
                assertThat(leftovers(table)).as("seed " + seed).isEmpty();
            }
        }
    }

    @Test
    void aReplacedTableIsTheOldOneOrTheNewOne() throws Exception {
        var table = directory.resolve("schema").resolve("t");
        run(replace(0));
        var expected = 0L;
        var next = 1;
        for (var kills = 0; kills < KILLS; next++) {
            kills += killWhenFilesChange(replace(next), table) ? 1 : 0;
            var version = version(table);
            assertThat(version).as("version after kill " + kills).isIn(expected, (long) next);
            expected = version;
        }
        run(replace(next));
        assertThat(version(table)).isEqualTo(next);
        assertThat(leftovers(table)).isEmpty();
    }

    /** Makes a table of many files, so that it takes a while to change them all. */
    private String replace(int version) {
        return "create schema s with (path = '" + directory.resolve("schema") + "');"
                + " create or replace table s.t partitioned by (p) with (format = 'csv') as select id, " + version
                + " as version, id % 200 as p from '" + directory.resolve("source") + "' where id < " + REPLACED_ROWS;
    }

    /** Kills it as soon as another reader would see a change; false if it came to its end before. */
    private boolean killWhenFilesChange(String sql, Path table) throws IOException, InterruptedException {
        var before = visible(table);
        var process = start(sql);
        while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
            if (!visible(table).equals(before)) {
                return process.destroyForcibly().waitFor() != 0;
            }
        }
        return false;
    }

    private static Set<String> visible(Path table) {
        var files = new HashSet<String>();
        for (var directory : names(table)) {
            if (directory.startsWith("p=")) {
                names(table.resolve(directory)).forEach(file -> files.add(directory + file));
            }
        }
        return files;
    }

    private static List<String> names(Path directory) {
        var names = directory.toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    /** The one version that all rows have. */
    private static long version(Path table) {
        try (var tables = TableEnvironment.create();
                var result = tables.executeSql("select count(*), min(version), max(version) from '" + table + "'")) {
            var row = result.rows().next();
            assertThat(row.longValue(0)).isEqualTo(REPLACED_ROWS);
            assertThat(row.longValue(1)).isEqualTo(row.longValue(2));
            return row.longValue(1);
        }
    }

    private String create(Path table) {
        return "create table t with (path = '" + table + "') as select * from '" + directory.resolve("source") + "'";
    }

    /** Answers how many nanoseconds the process took. */
    private long run(String sql) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var process = start(sql);
        assertThat(process.waitFor()).as(sql).isZero();
        return System.nanoTime() - begun;
    }

    /** Kills it at any moment of its life or, every other time, soon after it has begun to write; false if it came to its end before. */
    private boolean kill(String sql, long normal, Path table) throws IOException, InterruptedException {
        var known = written(table);
        var process = start(sql);
        var moment = (long) (normal * 0.3 * random.nextDouble());
        if (random.nextBoolean()) {
            moment = (long) (normal * (0.3 + 0.7 * random.nextDouble()));
        } else {
            while (known.containsAll(written(table)) && !process.waitFor(1, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        }
        if (process.waitFor(moment, TimeUnit.NANOSECONDS)) {
            return false;
        }
        process.destroyForcibly().waitFor();
        return true;
    }

    /** What lies below the directory of work under way. */
    private static Set<Path> written(Path table) throws IOException {
        var work = table.resolve("_weir");
        if (!Files.exists(work)) {
            return Set.of();
        }
        try (var files = Files.walk(work)) {
            return files.collect(Collectors.toSet());
        } catch (UncheckedIOException moved) {
            return Set.of(work.resolve("moved"));
        }
    }

    private static Process start(String sql) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.weir.sql.command.Weir",
                        "sql",
                        "-e",
                        sql)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static long count(Path table) {
        try (var tables = TableEnvironment.create();
                var result = tables.executeSql("select count(*) from '" + table + "'")) {
            return result.rows().next().longValue(0);
        } catch (EngineException nothing) {
            assertThat(nothing.code()).isEqualTo(ErrorCode.NOT_FOUND);
            return 0;
        }
    }

    /** What a writer has left in the table's own directory, which itself stays. */
    private static List<Path> leftovers(Path table) throws IOException {
        try (var files = Files.list(table.resolve("_weir"))) {
            return files.toList();
        }
    }
}
