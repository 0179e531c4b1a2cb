package io.weir.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sql.tpch.TpchData;
import io.weir.sql.tpch.TpchQueries;
import io.weir.table.TableEnvironment;
import io.weir.testing.UserJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code yarn jar weir.jar sql} on a real Hadoop, whose containers are processes. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class YarnIT {
    /** Long enough to be met while it runs. */
    private static final String LONG_QUERY =
            "select count(*) from lineitem join orders on l_orderkey + o_orderkey = 70000 + l_linenumber * l_suppkey % 3";

    private static final List<String> LIBRARIES = List.of(
            "com.google.common.collect.ImmutableList",
            "io.netty.channel.EventLoopGroup",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.google.protobuf.Message",
            "org.apache.hadoop.fs.FileSystem",
            "org.slf4j.LoggerFactory");

    /** Answers where the class of that name comes from. */
    private static final String SEES = """
            package user;
            import java.util.List;
            public final class Sees implements io.weir.table.function.RowFunction {
                public io.weir.type.DataType type(List<io.weir.type.DataType> arguments) {
                    return io.weir.type.DataType.Scalar.VARCHAR;
                }
                public Object call(List<Object> arguments) {
                    try {
                        var found = Class.forName(arguments.get(0).toString(), false, Sees.class.getClassLoader());
                        return found.getField("ORIGIN").get(null);
                    } catch (ClassNotFoundException hidden) {
                        return "nothing";
                    } catch (ReflectiveOperationException other) {
                        return "another one";
                    }
                }
            }
            """;

    @TempDir
    private static Path directory;

    private static PseudoHadoop hadoop;
    private static String data;

    @BeforeAll
    static void startsHadoopWithTables() throws Exception {
        var outdated = UserJar.make(directory, "outdated.jar", libraries("the cluster's"));
        hadoop = new PseudoHadoop(Files.createDirectory(directory.resolve("hadoop")), outdated.toString());
        data = hadoop.files() + "/tpch";
        TpchData.generate(0.01, data, TpchData.tables(), (table, rows) -> {});
    }

    /** Classes by which libraries are known, and nothing but that in them: whoever meets one of them cannot go on. */
    private static Map<String, String> libraries(String origin) {
        return LIBRARIES.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> "package %s; public class %s { public static final String ORIGIN = \"%s\"; }"
                                .formatted(
                                        name.substring(0, name.lastIndexOf('.')),
                                        name.substring(name.lastIndexOf('.') + 1),
                                        origin)));
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

    private static String state(String application) throws Exception {
        return hadoop.page("apps/" + application);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void queriesAnswerTheRowsOfOneProcess() throws Exception {
        var script = new StringBuilder();
        TpchQueries.all().forEach(query -> script.append(query.sql()).append(";\n"));
        var file = Files.writeString(directory.resolve("queries.sql"), script).toString();
        var expected = hadoop.end(hadoop.embedded("sql", "--data", data, "-f", file));
        assertThat(expected.exitCode()).isEqualTo(0);
        var containers = new String[] {"--tm-memory", "1gb", "--max-task-managers", "2"};
        var application =
                ran("sql", "--data", data, "-f", file, containers, "--name", "report", "--tags", "nightly,sales");
        assertThat(application.out()).isEqualTo(expected.out());
        assertThat(state(PseudoHadoop.application(application)))
                .contains("\"state\":\"FINISHED\"", "\"finalStatus\":\"SUCCEEDED\"", "\"name\":\"report\"")
                .contains("nightly", "sales");
        ran("session", "start", "--name", "queries", containers);
        assertThat(ran("sql", "--data", data, "-f", file, "--session", "queries")
                        .out())
                .isEqualTo(expected.out());
        ran("session", "stop", "queries");
    }

    /** Ends well. Some of the arguments may be several. */
    private static PseudoHadoop.Ran ran(Object... arguments) throws Exception {
        var all = Arrays.stream(arguments)
                .flatMap(
                        argument -> argument instanceof String[] several ? Arrays.stream(several) : Stream.of(argument))
                .toArray(String[]::new);
        var ran = hadoop.end(hadoop.weir(all));
        assertThat(ran.err()).doesNotContain("error");
        assertThat(ran.exitCode()).isEqualTo(0);
        return ran;
    }

    /** The cluster's class path carries another version of each library, as do all of its own tools. */
    @Test
    void aUsersClassSeesItsOwnLibrariesAndNoOthers() throws Exception {
        var own = LIBRARIES.get(0);
        var sources = new HashMap<>(Map.of("user.Sees", SEES));
        sources.put(own, libraries("the user's").get(own));
        var jar = UserJar.make(directory, "sees.jar", sources);
        var names = Files.createDirectory(directory.resolve("names"));
        Files.writeString(
                names.resolve("names.csv"), "name\n" + String.join("\n", LIBRARIES) + "\nio.weir.type.DataType\n");
        var seen = ran(
                "sql",
                "--tm-memory",
                "1gb",
                "-e",
                "create function sees as 'user.Sees' using jar '" + jar + "'; select name, sees(name) as origin from '"
                        + names.toUri() + "' order by origin, name");
        assertThat(seen.out().lines().filter(line -> !line.endsWith(",nothing")))
                .contains(own + ",the user's", "io.weir.type.DataType,another one")
                .hasSize(3);
    }

    @Test
    void tablesAreWritten() throws Exception {
        var target = hadoop.files() + "/written";
        var ran = hadoop.end(
                hadoop.weir(
                        "sql",
                        "--data",
                        data,
                        "--tm-memory",
                        "1gb",
                        "--max-task-managers",
                        "1",
                        "-e",
                        "create table w with (path = '" + target + "') as select * from nation where n_regionkey < 2;"
                                + "insert into w select * from nation where n_regionkey = 2; select count(*), min(n_nationkey) from w"));
        assertThat(ran.err()).doesNotContain("error");
        assertThat(ran.out()).endsWith("15,0\n");
    }

    @Test
    void aMistakeIsTheCauseThatYarnShows() throws Exception {
        var ran =
                hadoop.end(hadoop.weir("sql", "--data", data, "--tm-memory", "1gb", "-e", "select n_nam from nation"));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("n_nam");
        assertThat(state(PseudoHadoop.application(ran))).contains("\"finalStatus\":\"FAILED\"", "n_nam");
    }

    private static Process longQuery() throws Exception {
        return hadoop.weir("sql", "--data", data, "--tm-memory", "1gb", "--max-task-managers", "1", "-e", LONG_QUERY);
    }

    @Test
    void aKilledTaskManagerIsReplaced() throws Exception {
        var client = longQuery();
        killWorkingTaskManager(client);
        var ran = hadoop.end(client);
        assertThat(ran.err()).doesNotContain("error");
        var expected = hadoop.end(hadoop.embedded("sql", "--data", data, "-e", LONG_QUERY));
        assertThat(ran.out()).isEqualTo(expected.out());
        assertThat(ran.exitCode()).isEqualTo(0);
    }

    private static void killWorkingTaskManager(Process client) throws Exception {
        assertThat(workingTaskManager(client).destroyForcibly()).isTrue();
    }

    private static ProcessHandle workingTaskManager(Process client) throws Exception {
        while (client.isAlive()) {
            for (var container : hadoop.containers(PseudoHadoop.TASK_MANAGER)) {
                var worked = container.info().totalCpuDuration().orElse(Duration.ZERO);
                if (worked.compareTo(Duration.ofSeconds(5)) > 0) {
                    return container;
                }
            }
            var unused = client.waitFor(100, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("the query ended before anything was killed");
    }

    /** Kills the ApplicationMaster once a TaskManager works, and answers that TaskManager. */
    private static ProcessHandle killMaster(Process client) throws Exception {
        var worker = workingTaskManager(client);
        assertThat(hadoop.containers(PseudoHadoop.MASTER))
                .singleElement()
                .satisfies(master -> assertThat(master.destroyForcibly()).isTrue());
        return worker;
    }

    @Test
    void aKilledApplicationMasterIsFollowedByAnother() throws Exception {
        var client = longQuery();
        var worker = killMaster(client);
        while (hadoop.containers(PseudoHadoop.MASTER).isEmpty()) {
            assertThat(client.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(worker.isAlive()).isTrue();
        var ran = hadoop.end(client);
        assertThat(ran.err()).doesNotContain("error");
        var expected = hadoop.end(hadoop.embedded("sql", "--data", data, "-e", LONG_QUERY));
        assertThat(ran.out()).isEqualTo(expected.out());
        assertThat(ran.exitCode()).isEqualTo(0);
        assertThat(state(PseudoHadoop.application(ran)))
                .contains("\"state\":\"FINISHED\"", "\"finalStatus\":\"SUCCEEDED\"");
    }

    @Test
    void aTableIsWrittenOnceWhenTheApplicationMasterIsKilled() throws Exception {
        var target = hadoop.files() + "/followed";
        var client = hadoop.weir(
                "sql",
                "--data",
                data,
                "--tm-memory",
                "1gb",
                "--max-task-managers",
                "2",
                "-e",
                "create table w with (path = '" + target + "') as "
                        + LONG_QUERY.replace("count(*)", "l_comment, o_comment") + "; select count(*) from w");
        killMaster(client);
        var ran = hadoop.end(client);
        assertThat(ran.err()).doesNotContain("error");
        var expected = hadoop.end(hadoop.embedded("sql", "--data", data, "-e", LONG_QUERY));
        assertThat(ran.out())
                .endsWith(expected.out().lines().skip(1).findFirst().orElseThrow() + "\n");
        assertThat(ran.exitCode()).isEqualTo(0);
    }

    @Test
    void aKilledApplicationEndsItsClient() throws Exception {
        var client = longQuery();
        while (hadoop.containers(PseudoHadoop.TASK_MANAGER).isEmpty()) {
            assertThat(client.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(hadoop.yarn("application", "-kill", hadoop.lastApplication().orElseThrow()))
                .isEqualTo(0);
        var ran = hadoop.end(client);
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("error: ");
        assertThat(state(PseudoHadoop.application(ran))).contains("\"finalStatus\":\"KILLED\"");
    }

    @Test
    void aClientThatIsEndedTakesItsApplicationAlong() throws Exception {
        var client = longQuery();
        while (hadoop.containers(PseudoHadoop.TASK_MANAGER).isEmpty()) {
            assertThat(client.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
        }
        client.destroy();
        var ran = hadoop.end(client);
        assertThat(ran.exitCode()).isEqualTo(130);
        assertThat(state(PseudoHadoop.application(ran))).contains("\"finalStatus\":\"KILLED\"");
    }

    @Test
    void aJobHoldsNoMoreContainersThanItCanUse() throws Exception {
        var two = "'" + hadoop.files() + "/two'";
        try (var tables = TableEnvironment.create()) {
            for (var file = 0; file < 2; file++) {
                tables.executeSql("insert into " + two + " select * from '" + data + "/nation'")
                        .close();
            }
        }
        var started = hadoop.end(hadoop.weir(
                "session",
                "start",
                "--name",
                "eight",
                "--tm-memory",
                "512mb",
                "--max-task-managers",
                "8",
                "--idle-timeout",
                "300",
                "-D",
                "cluster.least_task_bytes=0"));
        assertThat(started.exitCode()).isEqualTo(0);
        try {
            // beside the application's own one for a single file, then one for each of two
            answers("eight", "select count(*) from nation", "25");
            hadoop.awaitContainers(2);
            answers("eight", "select count(*), max(n_name) from " + two, "50,VIETNAM");
            hadoop.awaitContainers(3);
            assertThat(hadoop.masterLog(started.out().strip()))
                    .contains("wanted 2)")
                    .doesNotContain("wanted 3)")
                    .doesNotContain("held 3,");
        } finally {
            assertThat(hadoop.end(hadoop.weir("session", "stop", "eight")).exitCode())
                    .isEqualTo(0);
        }
    }

    private static void answers(String session, String sql, String expected) throws Exception {
        var ran = hadoop.end(hadoop.weir("sql", "--data", data, "--session", session, "-e", sql));
        assertThat(ran.err()).doesNotContain("error");
        assertThat(ran.out()).contains(expected);
    }

    @Test
    void aSessionRunsManyCommandsAndKeepsNoIdleContainer() throws Exception {
        var options = new String[] {"--name", "shared", "--tm-memory", "1gb", "--max-task-managers", "2"};
        var start = new ArrayList<>(List.of("session", "start", "--idle-timeout", "1"));
        start.addAll(List.of(options));
        var started = hadoop.end(hadoop.weir(start.toArray(String[]::new)));
        assertThat(started.exitCode()).isEqualTo(0);
        var id = started.out().strip();
        for (var name : new String[] {"shared", id}) {
            var ran = hadoop.end(
                    hadoop.weir("sql", "--data", data, "--session", name, "-e", "select count(*) from orders, region"));
            assertThat(ran.err()).doesNotContain("error");
            assertThat(ran.out()).isEqualTo("count(*)\n75000\n");
            hadoop.awaitContainers(1);
        }
        assertThat(hadoop.end(hadoop.weir("session", "list")).out()).contains(id + ",shared,", ",RUNNING");
        assertThat(hadoop.end(hadoop.weir("session", "stop", "shared")).exitCode())
                .isEqualTo(0);
        assertThat(state(id)).contains("\"finalStatus\":\"SUCCEEDED\"");
        var late = hadoop.end(hadoop.weir("sql", "--session", "shared", "-e", "select 1"));
        assertThat(late.err()).contains("no session shared");
    }
}
