package io.weir.cluster;

import io.weir.ByteSize;
import java.time.Duration;
import java.util.Map;

/**
 * How often and how long to try, and how long to keep what nobody uses.
 *
 * @param patience how long to wait for a process that is needed and not there
 * @param idleTimeout how long a TaskManager stays that no job has a use for, where TaskManagers come and go
 * @param leastTaskBytes for which a task is worth its while: a stage has no more tasks than there are so many bytes to read for each
 * @param takeover how long a JobManager or client that is lost is expected back before what was done for it is given up
 */
public record SchedulerSettings(
        Attempts attempts, Duration patience, Duration idleTimeout, long leastTaskBytes, Duration takeover) {
    static final String TASK_ATTEMPTS = "cluster.task_attempts";
    static final String RETRY_PAUSE = "cluster.retry_pause_ms";
    public static final String PATIENCE = "cluster.patience_ms";
    static final String TAKEOVER = "cluster.takeover_ms";
    public static final String IDLE_TIMEOUT = "cluster.idle_timeout_ms";
    static final String LEAST_TASK_BYTES = "cluster.least_task_bytes";

    /** What fails, fails, and who is there stays. */
    static final SchedulerSettings EMBEDDED =
            new SchedulerSettings(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);

    /**
     * Of one task.
     *
     * @param most how often it may run and fail, at least 1
     * @param pause before it runs again; doubled each further time
     */
    record Attempts(int most, Duration pause, SpeculationSettings speculation) {}

    public SchedulerSettings {
        if (attempts.most() < 1
                || attempts.pause().isNegative()
                || patience.isNegative()
                || idleTimeout.isNegative()
                || leastTaskBytes < 0
                || takeover.isNegative()) {
            throw new IllegalArgumentException("cluster settings out of range: " + attempts.most()
                    + " attempts, a pause of " + attempts.pause() + ", patience for " + patience + ", idle for "
                    + idleTimeout + ", " + leastTaskBytes + " bytes for a task, a takeover of " + takeover);
        }
    }

    /** Without speculation. */
    SchedulerSettings(
            int taskAttempts,
            Duration retryPause,
            Duration patience,
            Duration idleTimeout,
            long leastTaskBytes,
            Duration takeover) {
        this(
                new Attempts(taskAttempts, retryPause, SpeculationSettings.OFF),
                patience,
                idleTimeout,
                leastTaskBytes,
                takeover);
    }

    /** With the usual takeover. */
    SchedulerSettings(
            int taskAttempts, Duration retryPause, Duration patience, Duration idleTimeout, long leastTaskBytes) {
        this(taskAttempts, retryPause, patience, idleTimeout, leastTaskBytes, Duration.ofSeconds(60));
    }

    public static SchedulerSettings defaults() {
        return new SchedulerSettings(
                4, Duration.ofMillis(200), Duration.ofSeconds(60), Duration.ofSeconds(10), 1 << 20);
    }

    SchedulerSettings with(SpeculationSettings speculation) {
        var other = new Attempts(attempts.most, attempts.pause, speculation);
        return new SchedulerSettings(other, patience, idleTimeout, leastTaskBytes, takeover);
    }

    int taskAttempts() {
        return attempts.most;
    }

    Duration retryPause() {
        return attempts.pause;
    }

    /** Only where what fails is tried again. */
    boolean speculates() {
        return attempts.most > 1 && attempts.speculation.isOn();
    }

    static SchedulerSettings read(Map<String, String> values) {
        var defaults = defaults();
        var attempts = new Attempts(
                ClusterSettings.value(values, TASK_ATTEMPTS, Integer::parseInt, defaults.taskAttempts()),
                ClusterSettings.value(values, RETRY_PAUSE, ClusterSettings::millis, defaults.retryPause()),
                SpeculationSettings.read(values));
        return new SchedulerSettings(
                attempts,
                ClusterSettings.value(values, PATIENCE, ClusterSettings::millis, defaults.patience),
                ClusterSettings.value(values, IDLE_TIMEOUT, ClusterSettings::millis, defaults.idleTimeout),
                ClusterSettings.value(values, LEAST_TASK_BYTES, ByteSize::parse, defaults.leastTaskBytes),
                ClusterSettings.value(values, TAKEOVER, ClusterSettings::millis, defaults.takeover));
    }
}
