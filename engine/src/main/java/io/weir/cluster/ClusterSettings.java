package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.NetworkSettings;
import java.time.Duration;
import java.util.Map;

/**
 * How the processes of a cluster deal with each other.
 *
 * @param heartbeatTimeout after which a process that is not heard of is lost, at least 100 ms
 * @param taskAttempts how often a task may run, at least 1
 * @param retryPause before a task runs again; doubled each further time
 * @param patience how long to wait for a process that is needed and not there
 */
public record ClusterSettings(
        ExchangeSettings exchange,
        Duration heartbeatTimeout,
        int taskAttempts,
        Duration retryPause,
        Duration patience) {
    static final String HEARTBEAT_TIMEOUT = "cluster.heartbeat_timeout_ms";
    static final String TASK_ATTEMPTS = "cluster.task_attempts";
    static final String RETRY_PAUSE = "cluster.retry_pause_ms";
    public static final String PATIENCE = "cluster.patience_ms";

    private static final long LEAST_TIMEOUT_MILLIS = 100;

    public ClusterSettings {
        if (heartbeatTimeout.toMillis() < LEAST_TIMEOUT_MILLIS
                || taskAttempts < 1
                || retryPause.isNegative()
                || patience.isNegative()) {
            throw new IllegalArgumentException("cluster settings out of range: a timeout of " + heartbeatTimeout + ", "
                    + taskAttempts + " attempts, a pause of " + retryPause + ", patience for " + patience);
        }
    }

    public static ClusterSettings defaults() {
        return new ClusterSettings(
                ExchangeSettings.defaults(), Duration.ofSeconds(10), 4, Duration.ofMillis(200), Duration.ofSeconds(60));
    }

    /** Takes what is set for its keys and the defaults for the others. Fails with INVALID_OPTION on a value that does not suit. */
    public static ClusterSettings read(Map<String, String> values) {
        var defaults = defaults();
        var exchange = defaults.exchange;
        var network = NetworkSettings.read(values);
        try {
            return new ClusterSettings(
                    new ExchangeSettings(exchange.channelBatches(), exchange.channelBytes(), network),
                    Duration.ofMillis(number(values, HEARTBEAT_TIMEOUT, defaults.heartbeatTimeout.toMillis())),
                    Math.toIntExact(number(values, TASK_ATTEMPTS, defaults.taskAttempts)),
                    Duration.ofMillis(number(values, RETRY_PAUSE, defaults.retryPause.toMillis())),
                    Duration.ofMillis(number(values, PATIENCE, defaults.patience.toMillis())));
        } catch (IllegalArgumentException | ArithmeticException unsuitable) {
            throw new EngineException(ErrorCode.INVALID_OPTION, unsuitable.getMessage(), unsuitable);
        }
    }

    private static long number(Map<String, String> values, String key, long standard) {
        var text = values.get(key);
        try {
            return text == null ? standard : Long.parseLong(text.strip());
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("the setting " + key + " cannot be " + text, noNumber);
        }
    }
}
