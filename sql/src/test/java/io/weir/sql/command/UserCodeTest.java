package io.weir.sql.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.table.TableEnvironment;
import io.weir.testing.UserJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of a user's jars in the processes of a cluster, which do not have them. */
class UserCodeTest {
    private static final int JOBS = Integer.getInteger("jobs", 200);
    private static final int PATIENCE_SECONDS = 60;

    private static final String SHOUT = """
            package user;
            import java.util.List;
            public final class Shout implements io.weir.table.function.RowFunction {
                public io.weir.type.DataType type(List<io.weir.type.DataType> arguments) {
                    return io.weir.type.DataType.Scalar.VARCHAR;
                }
                public Object call(List<Object> arguments) {
                    return new Loud().of(String.valueOf(arguments.get(0)));
                }
            }
            """;

    /** Seen only by the other one, and so only where tasks run. */
    private static final String LOUD = """
            package user;
            final class Loud {
                String of(String text) { return text.toUpperCase(java.util.Locale.ROOT) + "!"; }
            }
            """;

    private static final String PRODUCT = """
            package user;
            import java.util.List;
            public final class Product implements io.weir.table.function.RowAggregate<Product.State> {
                public static final class State implements java.io.Serializable { long value = 1; }
                public io.weir.type.DataType type(List<io.weir.type.DataType> arguments) {
                    return io.weir.type.DataType.Scalar.BIGINT;
                }
                public State create() { return new State(); }
                public State add(State state, List<Object> arguments) {
                    state.value *= ((Number) arguments.get(0)).longValue();
                    return state;
                }
                public State merge(State state, State other) {
                    state.value *= other.value;
                    return state;
                }
                public Object result(State state) { return state.value; }
            }
            """;

    @TempDir
    private static Path directory;

    private static ClusterProcesses cluster;
    private static Path shout;
    private static Path product;
    private static Path data;

    @BeforeAll
    static void start() throws Exception {
        shout = UserJar.make(directory, "shout.jar", Map.of("user.Shout", SHOUT, "user.Loud", LOUD));
        product = UserJar.make(directory, "product.jar", Map.of("user.Product", PRODUCT));
        data = Files.createDirectory(directory.resolve("data"));
        Files.writeString(data.resolve("a.csv"), "k,v,name\n1,2,a\n1,3,b\n2,5,c\n");
        Files.writeString(data.resolve("b.csv"), "k,v,name\n1,7,d\n2,11,e\n");
        cluster = new ClusterProcesses(directory);
        cluster.addTaskManager();
        cluster.addTaskManager();
    }

    @AfterAll
    static void end() throws Exception {
        cluster.close();
    }

    private static List<String> shouts(TableEnvironment tables) {
        tables.executeSql("create or replace function shout as 'user.Shout' using jar '" + shout + "'")
                .close();
        tables.executeSql("create or replace function product as 'user.Product' using jar '" + product + "'")
                .close();
        try (var result = tables.executeSql("select k, product(v), max(shout(name)) from '" + data
                + "' where shout(name) <> 'C!' group by k order by k")) {
            var rows = new ArrayList<String>();
            result.rows().forEachRemaining(row -> rows.add(row.toString()));
            return rows;
        }
    }

    @Test
    void functionsOfSeveralJarsRunWhereTasksRun() {
        try (var tables = cluster.session(4);
                var embedded = TableEnvironment.create()) {
            assertThat(shouts(tables)).isEqualTo(shouts(embedded)).containsExactly("1, 42, D!", "2, 11, E!");
            assertThat(tables.metrics()).isPresent();
        }
    }

    @Test
    void manyJobsLeaveNeitherClassesNorThreads() throws Exception {
        try (var processes = new RunningProcesses(cluster.processes())) {
            for (var job = 0; job < JOBS / 10; job++) {
                runJob();
            }
            var before = processes.footprints();
            for (var job = 0; job < JOBS; job++) {
                runJob();
            }
            var waiting = new CountDownLatch(1);
            var after = processes.footprints();
            for (var second = 0; second < PATIENCE_SECONDS && !isBack(before, after); second++) {
                assertThat(waiting.await(1, TimeUnit.SECONDS)).isFalse();
                after = processes.footprints();
            }
            assertThat(isBack(before, after)).as(before + " became " + after).isTrue();
        }
    }

    private static void runJob() {
        try (var tables = cluster.session(4)) {
            shouts(tables);
        }
    }

    /** Of classes no more than the odd one that the engine itself loads late. */
    private static boolean isBack(List<RunningProcesses.Footprint> before, List<RunningProcesses.Footprint> after) {
        for (var process = 0; process < before.size(); process++) {
            var then = before.get(process);
            var now = after.get(process);
            if (now.threads() > then.threads()
                    || now.classes() > then.classes() + 20
                    || now.metaspace() > then.metaspace() * 1.05) {
                return false;
            }
        }
        return true;
    }
}
