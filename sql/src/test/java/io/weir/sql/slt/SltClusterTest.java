package io.weir.sql.slt;

import static org.junit.jupiter.api.Assertions.fail;

import io.weir.cluster.ClusterSettings;
import io.weir.cluster.JobManagerProcess;
import io.weir.cluster.Provisioner;
import io.weir.cluster.RemoteCluster;
import io.weir.cluster.TaskManagerProcess;
import io.weir.cluster.TaskManagerSettings;
import io.weir.exchange.socket.Secret;
import io.weir.table.TableEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every file below src/test/slt on a cluster of two TaskManagers, all in this process and all over sockets. */
class SltClusterTest {
    private static final Secret SECRET = Secret.of("known to both ends".getBytes(StandardCharsets.UTF_8));

    /** Tables of a few rows are spread nevertheless. */
    private static final ClusterSettings SETTINGS = ClusterSettings.read(Map.of("cluster.least_task_bytes", "0"));

    private static final List<TaskManagerProcess> TASK_MANAGERS = new ArrayList<>();

    @TempDir
    private static Path scratch;

    private static JobManagerProcess jobManager;

    @BeforeAll
    static void start() {
        jobManager = JobManagerProcess.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SETTINGS,
                SECRET,
                Optional.empty(),
                Provisioner.NONE);
        for (var name : List.of("one", "two")) {
            var own = new TaskManagerSettings(
                    jobManager.address(), name, Optional.empty(), 2, 256L << 20, scratch.resolve("spill"));
            TASK_MANAGERS.add(TaskManagerProcess.start(own, SETTINGS, SECRET, Optional.empty()));
        }
    }

    @AfterAll
    static void end() {
        TASK_MANAGERS.forEach(TaskManagerProcess::close);
        jobManager.close();
    }

    @TestFactory
    List<DynamicNode> files() throws IOException {
        var tests = new ArrayList<DynamicNode>();
        for (var file : SltTest.chosen()) {
            tests.add(DynamicTest.dynamicTest(SltTest.name(file), () -> run(file)));
        }
        return tests;
    }

    private static void run(Path file) throws IOException {
        var run = new SltRun(Files.createTempDirectory(scratch, "files"));
        var runner = RemoteCluster.connect(jobManager.address(), SETTINGS, SECRET, Optional.empty());
        try (var tables = TableEnvironment.create(runner, SltMode.PARALLEL_4.settings())) {
            var failures = run.run(file, tables);
            if (!failures.isEmpty()) {
                fail(failures.size() + " wrong\n" + String.join("\n", failures));
            }
        }
    }
}
