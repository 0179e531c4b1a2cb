package io.weir.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sql.tpch.TpchData;
import io.weir.testing.UserJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What runs in the ApplicationMaster: programs, and statements that nobody need wait for; and looking at all of it from outside. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class YarnProgramIT {
    private static final String PROGRAM = """
            package user;
            import io.weir.table.TableEnvironment;
            import java.util.List;
            public final class Job {
                public static final class Twice implements io.weir.table.function.RowFunction {
                    public io.weir.type.DataType type(List<io.weir.type.DataType> arguments) {
                        return io.weir.type.DataType.Scalar.BIGINT;
                    }
                    public Object call(List<Object> arguments) {
                        return 2L * ((Number) arguments.get(0)).longValue();
                    }
                }
                public static void main(String[] arguments) throws Exception {
                    System.out.println("given " + List.of(arguments));
                    System.out.println("shipped " + java.nio.file.Files.readString(java.nio.file.Path.of("greeting.txt")));
                    try (var tables = TableEnvironment.create()) {
                        tables.executeSql("create function twice as 'user.Job$Twice'").close();
                        var sql = "select sum(twice(n_nationkey)) from '" + arguments[0] + "/nation'";
                        try (var result = tables.executeSql(sql)) {
                            result.rows().forEachRemaining(row -> System.out.println("sum " + row));
                        }
                    }
                    System.exit(7);
                }
            }
            """;

    private static final String LONG_QUERY =
            "select count(*) from lineitem join orders on l_orderkey + o_orderkey = 70000 + l_linenumber * l_suppkey % 3";

    @TempDir
    private static Path directory;

    private static PseudoHadoop hadoop;
    private static String data;

    @BeforeAll
    static void startsHadoopWithTables() throws Exception {
        hadoop = new PseudoHadoop(Files.createDirectory(directory.resolve("hadoop")));
        data = hadoop.files() + "/tpch";
        TpchData.generate(0.01, data, List.of("nation", "lineitem", "orders"), (table, rows) -> {});
    }

    @AfterAll
    static void stopsHadoop() throws Exception {
        hadoop.close();
    }

    @AfterEach
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void leavesNothingButTheEngine() throws Exception {
        hadoop.awaitContainers(0);
        assertThat(hadoop.kept()).singleElement().asString().matches("engine-\\w+\\.zip");
    }

    private static Process begin(String command, String... more) throws Exception {
        var line = new ArrayList<>(List.of(command, "--tm-memory", "1gb", "--max-task-managers", "1"));
        line.addAll(List.of(more));
        return hadoop.weir(line.toArray(String[]::new));
    }

    private static PseudoHadoop.Ran run(String command, String... more) throws Exception {
        return hadoop.end(begin(command, more));
    }

    private static String awaitEnd(String application) throws Exception {
        var waiting = new CountDownLatch(1);
        var state = hadoop.page("apps/" + application);
        while (!state.contains("\"state\":\"FINISHED\"") && !state.contains("\"state\":\"KILLED\"")) {
            assertThat(waiting.await(100, TimeUnit.MILLISECONDS)).isFalse();
            state = hadoop.page("apps/" + application);
        }
        return state;
    }

    @Test
    void aProgramRunsThereAndItsExitCodeIsTheCommands() throws Exception {
        var jar = UserJar.make(directory, "job.jar", Map.of("user.Job", PROGRAM));
        var greeting = Files.writeString(directory.resolve("greeting.txt"), "hello");
        var ran = run("run", "--files", greeting.toString(), "-c", "user.Job", jar.toString(), data, "b c");
        assertThat(ran.out()).isEqualTo("given [" + data + ", b c]\nshipped hello\nsum 600\n");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(7);
        assertThat(awaitEnd(PseudoHadoop.application(ran))).contains("\"finalStatus\":\"FAILED\"", "exit 7");
    }

    @Test
    void detachedStatementsRunToTheirEnd() throws Exception {
        var target = hadoop.files() + "/detached";
        var ran = run(
                "sql",
                "--detach",
                "--data",
                data,
                "-D",
                "n=3",
                "-e",
                "create table t with (path = '" + target + "') as select * from nation where n_nationkey < ${n}");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).matches("\\{\"application\":\"application_\\d+_\\d+\"}\n");
        var application = ran.out().replaceAll(".*(application_\\d+_\\d+).*\n", "$1");
        assertThat(awaitEnd(application)).contains("\"finalStatus\":\"SUCCEEDED\"");
        assertThat(hadoop.end(hadoop.embedded("sql", "-e", "select count(*) from '" + target + "'"))
                        .out())
                .isEqualTo("count(*)\n3\n");
        assertThat(run("sql", "--wait", "-e", "select nothing").exitCode()).isEqualTo(1);
    }

    @Test
    void commandsWithOneKeyAreOneApplication() throws Exception {
        var line = new String[] {"--submit-key", "Nightly", "--data", data, "-e", "select count(*) from nation"};
        var first = begin("sql", line);
        var second = begin("sql", line);
        var ran = List.of(hadoop.end(first), hadoop.end(second), run("sql", line));
        assertThat(ran).allSatisfy(one -> {
            assertThat(one.exitCode()).as(one.err()).isZero();
            assertThat(PseudoHadoop.application(one)).isEqualTo(PseudoHadoop.application(ran.get(0)));
        });
        assertThat(ran.subList(0, 2)).allSatisfy(one -> assertThat(one.out()).isEqualTo("count(*)\n25\n"));
    }

    @Test
    void jobsAreSeenAndCancelledWhileOthersWait() throws Exception {
        var waits = begin("sql", "--wait", "--data", data, "-e", LONG_QUERY);
        var list = hadoop.end(hadoop.weir("list"));
        while (!list.out().contains(",RUNNING,")) {
            assertThat(waits.isAlive()).isTrue();
            list = hadoop.end(hadoop.weir("list"));
        }
        var job = list.out().split("\n")[1].replaceAll("^([^,]*),([^,]*),.*", "$1/$2");
        assertThat(hadoop.end(hadoop.weir("status", job)).out()).contains("\"state\" : \"RUNNING\"");
        assertThat(hadoop.end(hadoop.weir("logs", job)).out()).contains("== job-manager");
        assertThat(hadoop.end(hadoop.weir("cancel", job)).exitCode()).isZero();
        var ended = hadoop.end(waits);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(130);
        var application = PseudoHadoop.application(ended);
        assertThat(awaitEnd(application)).contains("\"finalStatus\":\"KILLED\"");
        assertThat(hadoop.end(hadoop.weir("status", application)).out()).contains("exit 130");
    }

    @Test
    void aWaitingCommandThatIsEndedTakesItsApplicationAlong() throws Exception {
        var waits = begin("sql", "--wait", "--data", data, "-e", LONG_QUERY);
        while (hadoop.containers(PseudoHadoop.TASK_MANAGER).isEmpty()) {
            assertThat(waits.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
        }
        waits.destroy();
        var ended = hadoop.end(waits);
        assertThat(ended.exitCode()).isNotZero();
        assertThat(awaitEnd(PseudoHadoop.application(ended))).contains("\"finalStatus\":\"KILLED\"");
    }
}
