package io.weir.sql.command;

import com.sun.management.OperatingSystemMXBean;
import io.weir.ByteSize;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.cluster.ClusterSettings;
import io.weir.cluster.LocalCluster;
import io.weir.cluster.LocalClusterSettings;
import io.weir.cluster.RemoteCluster;
import io.weir.graph.JarLoader;
import io.weir.graph.JobRunner;
import io.weir.memory.HugePages;
import io.weir.sql.gateway.DataDirectory;
import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The options that every command with a session takes. */
final class SessionOptions {
    /** What the names of settings begin with. */
    private static final List<String> SETTINGS = List.of("cluster.", "network.", "hadoop.", "tls.");

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

    @CommandLine.Option(
            names = "--jars",
            paramLabel = "JAR",
            order = 54,
            split = ",",
            description = "Jars whose classes CREATE FUNCTION finds without USING JAR, and programs too.")
    private List<Path> jars = new ArrayList<>();

    @CommandLine.Option(names = "--verbose", order = 53, description = "Shows the stack trace of an error.")
    private boolean verbose;

    /** Settings of the cluster and of Hadoop that were given beside those of a file. */
    private final Map<String, String> defined = new LinkedHashMap<>();

    private Deployments deployments = Deployments.none();

    /** Takes what are settings by their names out of what was given as NAME=VALUE. */
    void take(Map<String, String> values) {
        values.keySet().removeIf(name -> {
            var taken = SETTINGS.stream().anyMatch(name::startsWith);
            if (taken) {
                defined.put(name, values.get(name));
            }
            return taken;
        });
    }

    private Map<String, String> clusterValues() {
        var all = new LinkedHashMap<>(cluster.values());
        all.putAll(defined);
        return all;
    }

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

    List<Path> jars() {
        return jars;
    }

    TableEnvironment open() {
        var wanted = settings();
        if (!jars.isEmpty()) {
            Thread.currentThread().setContextClassLoader(new JarLoader(JarLoader.describe(jars)));
        }
        return elsewhere().map(there -> open(there, wanted)).orElseGet(() -> {
            warn();
            return TableEnvironment.create(wanted);
        });
    }

    /** Where jobs run. */
    JobRunner runner() {
        checkMemory(memory);
        return elsewhere().orElseGet(() -> {
            warn();
            return LocalCluster.start(LocalClusterSettings.defaults());
        });
    }

    private static void warn() {
        HugePages.warning().ifPresent(System.err::println);
    }

    private Optional<JobRunner> elsewhere() {
        return jobManager == null ? deployments.open(clusterValues()) : Optional.of(connect(jobManager));
    }

    /** Runs a command on the cluster, if that can be; answers its exit code. */
    OptionalInt runElsewhere(boolean wanted, Supplier<Errand> command) {
        return jobManager == null ? deployments.run(clusterValues(), wanted, command) : OptionalInt.empty();
    }

    /** As a command line has the options that say how statements run. */
    List<String> sessionArguments() {
        var line = new ArrayList<String>();
        if (parallelism != null) {
            line.addAll(List.of("--parallelism", parallelism));
        }
        settings.forEach(setting -> line.addAll(List.of("--set", setting)));
        if (!jars.isEmpty()) {
            line.add("--jars");
            line.add(jars.stream().map(jar -> String.valueOf(jar.getFileName())).collect(Collectors.joining(",")));
        }
        return line;
    }

    private JobRunner connect(String address) {
        var at = ClusterOptions.address("--jobmanager", address);
        return RemoteCluster.connect(at, ClusterSettings.read(clusterValues()), cluster.secret(), cluster.tls());
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
        var tables = open();
        try {
            DataDirectory.use(tables, directory);
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
