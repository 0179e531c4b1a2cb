package io.weir.sql.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sql.tpch.TpchData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** list, status, cancel and logs, asked of a JobManager in another process. */
class JobCommandsTest {
    @TempDir
    private static Path directory;

    private static ClusterProcesses cluster;

    @BeforeAll
    static void start() throws Exception {
        TpchData.generate(0.01, data(), List.of("lineitem", "orders", "part"), (table, rows) -> {});
        cluster = new ClusterProcesses(directory);
        cluster.addTaskManager();
    }

    @AfterAll
    static void end() throws Exception {
        cluster.close();
    }

    private static String data() {
        return directory.resolve("tpch").toString();
    }

    private static WeirProcess start(String... arguments) throws Exception {
        var all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--jobmanager",
                cluster.address(),
                "--secret-file",
                cluster.secret().toString()));
        return WeirProcess.start(directory, all.toArray(String[]::new));
    }

    private static WeirProcess.Ended run(String... arguments) throws Exception {
        return start(arguments).await();
    }

    @Test
    void jobsAreListedShownAndCancelled() throws Exception {
        assertThat(run("sql", "--data", data(), "-e", "select count(*) from orders")
                        .code())
                .isZero();
        var client = start("sql", "--data", data(), "-e", ClusterProcesses.LONG_QUERY);
        var waiting = new CountDownLatch(1);
        var list = run("list");
        while (!list.out().contains("RUNNING")) {
            assertThat(client.process().isAlive()).isTrue();
            assertThat(waiting.await(100, TimeUnit.MILLISECONDS)).isFalse();
            list = run("list");
        }
        assertThat(list.out()).contains(",job-1,query,SUCCEEDED,", ",job-2,query,RUNNING,");
        assertThat(run("status", "job-2").out())
                .contains("\"state\" : \"RUNNING\"", "\"task_managers\" : [ \"taskmanager-", "\"stages\"");
        assertThat(run("logs", "job-2").out()).contains("== job-manager", "== taskmanager-");
        assertThat(run("cancel", "job-2").code()).isZero();
        assertThat(client.await().code()).isEqualTo(130);
        assertThat(run("status", "job-2").out()).contains("\"state\" : \"CANCELLED\"", "\"ended\" : \"20");
        assertThat(run("cancel", "job-2").errors()).contains("does not run any more");
        assertThat(run("status", "job-7").errors()).contains("no job job-7");
    }

    @Test
    void nobodyIsAnsweredWithoutTheToken() throws Exception {
        var jobs = HttpRequest.newBuilder(URI.create(cluster.pages() + "/jobs"));
        for (var token : List.of("", "Bearer ", "Bearer 00")) {
            var answer = HttpClient.newHttpClient()
                    .send(jobs.setHeader("Authorization", token).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("jobs\"");
        }
    }
}
