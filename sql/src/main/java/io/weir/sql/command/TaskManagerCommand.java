package io.weir.sql.command;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.cluster.ClusterSettings;
import io.weir.cluster.LocalClusterSettings;
import io.weir.cluster.TaskManagerProcess;
import io.weir.cluster.TaskManagerSettings;
import io.weir.memory.HugePages;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.utils.Signals;
import picocli.CommandLine;

/** A process of a cluster that runs tasks. */
@CommandLine.Command(
        name = "taskmanager",
        description = "Runs tasks for a JobManager, until it is ended or the JobManager is gone for good.",
        abbreviateSynopsis = true,
        sortOptions = false)
public final class TaskManagerCommand implements Command {
    private static final int BETWEEN_TRIES_MILLIS = 500;

    @CommandLine.Option(
            names = "--jobmanager",
            paramLabel = "HOST:PORT",
            required = true,
            order = 1,
            description = "Where the JobManager listens.")
    private String jobManager = "";

    @CommandLine.Option(
            names = "--host",
            paramLabel = "HOST",
            order = 2,
            description =
                    "Where other TaskManagers reach this one; without it the address on the way to the JobManager.")
    private @Nullable String host;

    @CommandLine.Option(
            names = "--slots",
            paramLabel = "N",
            order = 3,
            description = "How many tasks run at once; without it one a processor.")
    private @Nullable Integer slots;

    @CommandLine.Option(
            names = "--spill",
            paramLabel = "DIR",
            order = 4,
            description =
                    "Where rows go that do not fit, and those kept for other tasks; without it the temporary directory.")
    private @Nullable Path spill;

    @CommandLine.Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @CommandLine.Mixin
    private ProcessOptions process = new ProcessOptions();

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<TaskManagerProcess> running = new AtomicReference<>();
    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws InterruptedException {
        process.check();
        HugePages.warning().ifPresent(System.err::println);
        var settings = cluster.settings();
        Runnable end = () -> {
            ended.countDown();
            Optional.ofNullable(running.get()).ifPresent(TaskManagerProcess::close);
        };
        Signals.register("TERM", end);
        Signals.register("INT", end);
        var missed = clock.instant();
        while (ended.getCount() > 0) {
            try {
                run(settings);
                missed = clock.instant();
            } catch (EngineException noJobManager) {
                if (noJobManager.code() != ErrorCode.CONNECTION
                        || isOver(missed, settings.scheduler().patience())) {
                    throw noJobManager;
                }
            }
            var unused = ended.await(BETWEEN_TRIES_MILLIS, TimeUnit.MILLISECONDS);
        }
        return 0;
    }

    private boolean isOver(Instant since, Duration patience) {
        return Duration.between(since, clock.instant()).compareTo(patience) > 0;
    }

    /** As long as the JobManager is there; who registers again does so under another name, with nothing of what it had. */
    private void run(ClusterSettings settings) {
        var standard = LocalClusterSettings.defaults();
        var own = new TaskManagerSettings(
                ClusterOptions.address("--jobmanager", jobManager),
                "taskmanager-" + UUID.randomUUID(),
                Optional.ofNullable(host),
                slots == null ? standard.slots() : slots,
                standard.operatorMemory(),
                spill == null ? standard.spillRoot() : spill);
        try (var taskManager = TaskManagerProcess.start(own, settings, cluster.secret(), cluster.tls())) {
            running.set(taskManager);
            System.out.println("taskmanager " + own.name() + " registered");
            System.out.println("taskmanager " + own.name() + " ended: " + taskManager.awaitEnd());
        }
    }
}
