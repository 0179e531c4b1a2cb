package io.weir.sql.command;

import com.sun.management.OperatingSystemMXBean;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.table.ByteSize;
import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** The options that every command with a session takes. */
final class SessionOptions {
    private static final long LEAST_MEMORY = 64L << 20;

    @CommandLine.Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "The heap, as in 4g; without it 60 %% of the machine or container.")
    private @Nullable String memory;

    @CommandLine.Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "The most tasks of one step of a query.")
    private @Nullable String parallelism;

    @CommandLine.Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting, as the statement SET has it.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @CommandLine.Option(names = "--verbose", description = "Shows the stack trace of an error.")
    private boolean verbose;

    SessionSettings settings() {
        checkMemory();
        var all = new LinkedHashMap<>(settings);
        if (parallelism != null) {
            all.put(SessionSettings.PARALLELISM.key(), parallelism);
        }
        var answer = SessionSettings.STANDARD;
        for (var setting : all.entrySet()) {
            answer = answer.with(setting.getKey(), setting.getValue());
        }
        return answer;
    }

    TableEnvironment open() {
        return TableEnvironment.create(settings());
    }

    boolean verbose() {
        return verbose;
    }

    /** The heap was set when the process began; here it is too late for anything but a look. */
    private void checkMemory() {
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
