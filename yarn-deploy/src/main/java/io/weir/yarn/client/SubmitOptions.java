package io.weir.yarn.client;

import io.weir.ByteSize;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.yarn.container.ContainerMemory;
import io.weir.yarn.master.MasterSettings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine;

/** What an application is asked for with. */
final class SubmitOptions {
    private static final int MEGABYTE = 20;

    @CommandLine.Option(
            names = "--queue",
            paramLabel = "NAME",
            order = 61,
            defaultValue = "default",
            description = "The queue of YARN. Without it default.")
    private String queue = "default";

    @CommandLine.Option(
            names = "--name",
            paramLabel = "NAME",
            order = 62,
            defaultValue = "weir",
            description = "The application's name. Without it weir.")
    private String name = "weir";

    @CommandLine.Option(
            names = "--tags",
            paramLabel = "TAG",
            order = 63,
            split = ",",
            description = "Tags of the application.")
    private List<String> tags = List.of();

    @CommandLine.Option(
            names = "--am-memory",
            paramLabel = "SIZE",
            order = 64,
            defaultValue = "768mb",
            description = "Memory of the container of the JobManager. Without it 768mb.")
    private String masterMemory = "768mb";

    @CommandLine.Option(
            names = "--am-attempts",
            paramLabel = "N",
            order = 64,
            defaultValue = "2",
            description =
                    "How often YARN may start the container of the JobManager in ten minutes; the next one goes on"
                            + " with the jobs. Without it 2.")
    private int masterAttempts = 2;

    @CommandLine.Option(
            names = "--tm-memory",
            paramLabel = "SIZE",
            order = 65,
            defaultValue = "2gb",
            description = "Memory of the container of a TaskManager. Without it 2gb.")
    private String taskManagerMemory = "2gb";

    @CommandLine.Option(
            names = "--tm-cores",
            paramLabel = "N",
            order = 66,
            defaultValue = "1",
            description = "Cores of the container of a TaskManager, each runs tasks. Without it 1.")
    private int taskManagerCores = 1;

    @CommandLine.Option(
            names = "--max-task-managers",
            paramLabel = "N",
            order = 67,
            defaultValue = "4",
            description = "The most TaskManagers at one time. Without it 4.")
    private int mostTaskManagers = 4;

    @CommandLine.Option(
            names = "--idle-timeout",
            paramLabel = "SECONDS",
            order = 68,
            defaultValue = "10",
            description = "How long a TaskManager is kept that no job has a use for. Without it 10.")
    private int idleSeconds = 10;

    @CommandLine.Option(
            names = "--priority",
            paramLabel = "N",
            order = 69,
            description = "The application's priority in its queue.")
    private @Nullable Integer priority;

    @CommandLine.Option(
            names = "--node-label",
            paramLabel = "LABEL",
            order = 70,
            description = "Containers run on nodes with that label only.")
    private @Nullable String nodeLabel;

    Optional<Integer> priority() {
        return Optional.ofNullable(priority);
    }

    Optional<String> nodeLabel() {
        return Optional.ofNullable(nodeLabel);
    }

    String queue() {
        return queue;
    }

    String name() {
        return name;
    }

    Set<String> tags() {
        return new LinkedHashSet<>(tags);
    }

    int masterMemory() {
        return megabytes("--am-memory", masterMemory);
    }

    int masterAttempts() {
        return atLeastOne("--am-attempts", masterAttempts);
    }

    ContainerMemory memoryOfMaster() {
        return ContainerMemory.of(masterMemory());
    }

    MasterSettings master(Path archive, boolean session) {
        return new MasterSettings(
                archive,
                megabytes("--tm-memory", taskManagerMemory),
                atLeastOne("--tm-cores", taskManagerCores),
                atLeastOne("--max-task-managers", mostTaskManagers),
                Duration.ofSeconds(idleSeconds),
                session);
    }

    private static int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new EngineException(ErrorCode.INVALID_OPTION, option + " takes a number above 0, not " + value);
        }
        return value;
    }

    private static int megabytes(String option, String text) {
        try {
            var megabytes = Math.toIntExact(ByteSize.parse(text) >> MEGABYTE);
            if (megabytes < ContainerMemory.LEAST) {
                throw new IllegalArgumentException(ContainerMemory.LEAST + "mb or more");
            }
            return megabytes;
        } catch (IllegalArgumentException | ArithmeticException unsuitable) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION,
                    option + " takes " + unsuitable.getMessage() + ", not " + text,
                    unsuitable);
        }
    }
}
