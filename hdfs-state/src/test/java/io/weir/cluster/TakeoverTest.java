package io.weir.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.socket.Secret;
import io.weir.graph.Job;
import io.weir.graph.JobSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JobManager takes over from one that still lives and thinks that it is the only one: the hardest that can happen. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TakeoverTest {
    private static final Secret SECRET =
            Secret.of("known to all here and to nobody else".getBytes(StandardCharsets.UTF_8));
    private static final ClusterSettings SETTINGS = ClusterSettings.read(Map.of(
            "cluster.heartbeat_timeout_ms", "2000",
            "cluster.takeover_ms", "12000",
            "cluster.least_task_bytes", "0"));

    private static final int SLOTS = 4;

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();

    private JobManagerProcess jobManager() {
        var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var place = JournalPlace.in(directory.resolve("records").toString());
        var process = JobManagerProcess.start(at, SETTINGS, SECRET, Optional.empty(), Provisioner.NONE, place);
        open.add(process);
        return process;
    }

    private InetSocketAddress leader() {
        try {
            return JobStore.found()
                    .leader(directory.resolve("records").toString())
                    .orElseThrow(() -> new EngineException(ErrorCode.CONNECTION, "nobody leads yet"));
        } catch (IOException e) {
            throw new EngineException(ErrorCode.CONNECTION, "cannot tell who leads", e);
        }
    }

    private TaskManagerProcess taskManager() {
        var settings = new TaskManagerSettings(
                this::leader,
                "taskmanager-" + UUID.randomUUID(),
                Optional.of("127.0.0.1"),
                SLOTS,
                64 << 20,
                directory.resolve("spill"));
        var process = TaskManagerProcess.start(settings, SETTINGS, SECRET, Optional.empty());
        open.add(process);
        return process;
    }

    private RemoteCluster client() {
        var cluster = RemoteCluster.connect(this::leader, SETTINGS, SECRET, Optional.empty());
        open.add(cluster);
        return cluster;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private static long only(Job job) {
        try (job) {
            var row = TakeoverFlow.numbers(job.next());
            assertThat(row).hasSize(1);
            assertThat(job.next()).isNull();
            return row[0];
        }
    }

    private static void begun(TakeoverFlow flow) throws InterruptedException {
        flow.watch().arrived.await();
        assertThat(flow.watch().splitsRead).hasValue(TakeoverFlow.SPLITS);
    }

    @Test
    void whatHasEndedIsNotDoneAgain() throws Exception {
        var first = jobManager();
        taskManager();
        taskManager();
        var flow = new TakeoverFlow("ended");
        var job = client().submit(flow.answering(), JobSettings.of(TakeoverFlow.TASKS));
        begun(flow);
        jobManager();
        first.awaitEnd();
        first.close();
        flow.watch().gate.countDown();
        assertThat(only(job)).isEqualTo(TakeoverFlow.sum());
        assertThat(flow.watch().splitsRead).hasValue(TakeoverFlow.SPLITS);
    }

    /** One that YARN knows and that does not answer: it was stopped, or its machine is busy. */
    @Test
    void aClientThatComesWhileNobodyAnswersIsPatient() throws Exception {
        jobManager();
        taskManager();
        try (var still = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var locator = JobManagerLocator.from((InetSocketAddress) still.getLocalSocketAddress(), this::leader);
            open.add(RemoteCluster.await(locator, SETTINGS, SECRET, Optional.empty()));
        }
        var flow = new TakeoverFlow("patient");
        flow.watch().gate.countDown();
        var client = (RemoteCluster) open.get(open.size() - 1);
        assertThat(only(client.submit(flow.answering(), JobSettings.of(TakeoverFlow.TASKS))))
                .isEqualTo(TakeoverFlow.sum());
    }

    @Test
    void whatIsLostMeanwhileIsDoneAgain() throws Exception {
        var first = jobManager();
        taskManager();
        var lost = taskManager();
        var flow = new TakeoverFlow("lost");
        var job = client().submit(flow.answering(), JobSettings.of(TakeoverFlow.TASKS));
        begun(flow);
        var second = jobManager();
        first.awaitEnd();
        first.close();
        awaitSlots(second, 2 * SLOTS);
        var closed = CompletableFuture.runAsync(lost::close);
        awaitSlots(second, SLOTS);
        flow.watch().gate.countDown();
        assertThat(only(job)).isEqualTo(TakeoverFlow.sum());
        assertThat(flow.watch().splitsRead).hasValue(2 * TakeoverFlow.SPLITS);
        closed.join();
    }

    private static void awaitSlots(JobManagerProcess jobManager, int slots) {
        while (jobManager.slots() != slots) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aJobIsCommittedByOneOfThem() throws Exception {
        var first = jobManager();
        taskManager();
        var flow = new TakeoverFlow("committed");
        try (var job = client().submit(flow.writing(), JobSettings.of(TakeoverFlow.TASKS))) {
            begun(flow);
            jobManager();
            flow.watch().gate.countDown();
            first.awaitEnd();
            first.close();
            assertThat(job.await()).isEqualTo(TakeoverFlow.sum());
            assertThat(flow.watch().commits).hasValue(1);
        }
    }

    @Test
    void aJobThatEndedIsNotBegunAgain() throws Exception {
        var first = jobManager();
        taskManager();
        var flow = new TakeoverFlow("over");
        flow.watch().gate.countDown();
        try (var job = client().submit(flow.writing(), JobSettings.of(TakeoverFlow.TASKS))) {
            assertThat(job.await()).isEqualTo(TakeoverFlow.sum());
            jobManager();
            first.awaitEnd();
        }
        first.close();
        var next = new TakeoverFlow("next");
        next.watch().gate.countDown();
        assertThat(only(client().submit(next.answering(), JobSettings.of(TakeoverFlow.TASKS))))
                .isEqualTo(TakeoverFlow.sum());
        assertThat(flow.watch().commits).hasValue(1);
    }
}
