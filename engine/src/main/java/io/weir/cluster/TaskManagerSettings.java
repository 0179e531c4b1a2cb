package io.weir.cluster;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the process of a TaskManager is told when it starts.
 *
 * @param jobManager where the JobManager listens
 * @param name never given to another TaskManager
 * @param host where others reach it; without one, as the JobManager does
 * @param slots how many tasks run at once, each on a thread of its own; at least 1
 * @param operatorMemory bytes that operators may keep, all jobs together; at least 1
 * @param spillRoot where rows go that do not fit, and what tasks leave for others; several processes may share it
 */
public record TaskManagerSettings(
        JobManagerLocator jobManager,
        String name,
        Optional<String> host,
        int slots,
        long operatorMemory,
        Path spillRoot) {
    public TaskManagerSettings {
        if (slots < 1 || operatorMemory < 1) {
            throw new IllegalArgumentException(
                    "TaskManager settings out of range: " + slots + " slots, " + operatorMemory + " bytes");
        }
    }

    /** The JobManager is always at the same place. */
    public TaskManagerSettings(
            InetSocketAddress jobManager,
            String name,
            Optional<String> host,
            int slots,
            long operatorMemory,
            Path spillRoot) {
        this(JobManagerLocator.of(jobManager), name, host, slots, operatorMemory, spillRoot);
    }
}
