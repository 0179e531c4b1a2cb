package io.weir.cluster;

import java.time.Duration;
import java.util.Map;

/**
 * How often and how long to try, and how long to keep what nobody uses.
 *
 * @param taskAttempts how often a task may run, at least 1
 * @param retryPause before a task runs again; doubled each further time
 * @param patience how long to wait for a process that is needed and not there
 * @param idleTimeout how long a TaskManager stays that no job has a use for, where TaskManagers come and go
 */
public record SchedulerSettings(int taskAttempts, Duration retryPause, Duration patience, Duration idleTimeout) {
    static final String TASK_ATTEMPTS = "cluster.task_attempts";
    static final String RETRY_PAUSE = "cluster.retry_pause_ms";
    public static final String PATIENCE = "cluster.patience_ms";
    public static final String IDLE_TIMEOUT = "cluster.idle_timeout_ms";

    /** What fails, fails, and who is there stays. */
    static final SchedulerSettings EMBEDDED = new SchedulerSettings(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public SchedulerSettings {
        if (taskAttempts < 1 || retryPause.isNegative() || patience.isNegative() || idleTimeout.isNegative()) {
            throw new IllegalArgumentException("cluster settings out of range: " + taskAttempts
                    + " attempts, a pause of " + retryPause + ", patience for " + patience + ", idle for "
                    + idleTimeout);
        }
    }

    public static SchedulerSettings defaults() {
        return new SchedulerSettings(4, Duration.ofMillis(200), Duration.ofSeconds(60), Duration.ofSeconds(10));
    }

    static SchedulerSettings read(Map<String, String> values) {
        var defaults = defaults();
        return new SchedulerSettings(
                Math.toIntExact(ClusterSettings.number(values, TASK_ATTEMPTS, defaults.taskAttempts)),
                Duration.ofMillis(ClusterSettings.number(values, RETRY_PAUSE, defaults.retryPause.toMillis())),
                Duration.ofMillis(ClusterSettings.number(values, PATIENCE, defaults.patience.toMillis())),
                Duration.ofMillis(ClusterSettings.number(values, IDLE_TIMEOUT, defaults.idleTimeout.toMillis())));
    }
}
