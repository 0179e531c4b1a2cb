package io.weir.sql.command;

import com.sun.management.OperatingSystemMXBean;
import io.weir.ByteSize;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.cluster.RemoteCluster;
import io.weir.formats.file.FileStores;
import io.weir.graph.JobRunner;
import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The options that every command with a session takes. */
final class SessionOptions {
    private static final long LEAST_MEMORY = 64L << 20;

    @CommandLine.Option(
            names = "--memory",
            paramLabel = "SIZE",
            order = 50,
            description = "The heap, as in 4g; without it 60 %% of the machine or container.")
    private @Nullable String memory;

    @CommandLine.Option(
            names = "--parallelism",
            paramLabel = "N",
            order = 51,
            description = "The most tasks of one step of a query; without it one a processor.")
    private @Nullable String parallelism;

    @CommandLine.Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            order = 52,
            description = "A setting, as the statement SET has it; SET alone lists them.")
    private List<String> settings = new ArrayList<>();

    @CommandLine.Option(
            names = "--jobmanager",
            paramLabel = "HOST:PORT",
            order = 39,
            description =
                    "Runs queries on the cluster of the JobManager that listens there; without it in this process.")
    private @Nullable String jobManager;

    @CommandLine.Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @CommandLine.Option(names = "--verbose", order = 53, description = "Shows the stack trace of an error.")
    private boolean verbose;

    private Deployments deployments = Deployments.none();

    void deployments(Deployments known) {
        deployments = known;
    }

    SessionSettings settings() {
        checkMemory(memory);
        var all = pairs("--set", "KEY=VALUE", settings);
        if (parallelism != null) {
            all.put(SessionSettings.PARALLELISM.key(), parallelism);
        }
        var answer = SessionSettings.STANDARD;
        for (var setting : all.entrySet()) {
            answer = answer.with(setting.getKey(), setting.getValue());
        }
        return answer;
    }

    /** What is given as name=value, one or more times. */
    static Map<String, String> pairs(String option, String form, List<String> given) {
        var pairs = new LinkedHashMap<String, String>();
        for (var pair : given) {
            var equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new EngineException(
                        ErrorCode.INVALID_OPTION, option + " takes " + form + ", not \"" + pair + "\"");
            }
            pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return pairs;
    }

    TableEnvironment open() {
        var wanted = settings();
        var runner = jobManager == null ? deployments.open(cluster.values()) : Optional.of(connect(jobManager));
        return runner.map(there -> open(there, wanted)).orElseGet(() -> TableEnvironment.create(wanted));
    }

    private JobRunner connect(String address) {
        var at = ClusterOptions.address("--jobmanager", address);
        return RemoteCluster.connect(at, cluster.settings(), cluster.secret(), Optional.empty());
    }

    private TableEnvironment open(JobRunner runner, SessionSettings wanted) {
        try {
            var all = parallelism == null ? wanted.with(SessionSettings.PARALLELISM, runner.slots()) : wanted;
            return TableEnvironment.create(runner, all);
        } catch (EngineException failed) {
            runner.close();
            throw failed;
        }
    }

    /** A session whose current schema has a table for each directory in {@code directory}. */
    TableEnvironment open(String directory) {
        if (!FileStores.exists(directory)) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no directory " + directory);
        }
        var tables = open();
        try {
            tables.executeSql("CREATE SCHEMA data WITH (path = '" + directory.replace("'", "''") + "')")
                    .close();
            tables.executeSql("USE data").close();
            return tables;
        } catch (EngineException wrong) {
            tables.close();
            throw wrong;
        }
    }

    boolean verbose() {
        return verbose;
    }

    /** The heap was set when the process began; here it is too late for anything but a look. */
    static void checkMemory(@Nullable String memory) {
        if (memory == null) {
            return;
        }
        try {
            var bytes = ByteSize.parse(memory);
            if (bytes < LEAST_MEMORY || bytes > machineMemory()) {
                throw new IllegalArgumentException(
                        "64mb to " + ByteSize.show(machineMemory()) + ", which is what there is");
            }
        } catch (IllegalArgumentException unsuitable) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION,
                    "--memory takes " + unsuitable.getMessage() + ", not " + memory,
                    unsuitable);
        }
    }

    /** Of the machine or container. */
    private static long machineMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : Long.MAX_VALUE;
    }
}
