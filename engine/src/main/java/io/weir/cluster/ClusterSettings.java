package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.NetworkSettings;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * How the processes of a cluster deal with each other.
 *
 * @param heartbeatTimeout after which a process that is not heard of is lost, at least 100 ms
 * @param scheduler of interest to the JobManager only
 */
public record ClusterSettings(ExchangeSettings exchange, Duration heartbeatTimeout, SchedulerSettings scheduler) {
    static final String HEARTBEAT_TIMEOUT = "cluster.heartbeat_timeout_ms";

    private static final long LEAST_TIMEOUT_MILLIS = 100;

    public ClusterSettings {
        if (heartbeatTimeout.toMillis() < LEAST_TIMEOUT_MILLIS) {
            throw new IllegalArgumentException("cluster settings out of range: a timeout of " + heartbeatTimeout);
        }
    }

    public static ClusterSettings defaults() {
        return new ClusterSettings(ExchangeSettings.defaults(), Duration.ofSeconds(10), SchedulerSettings.defaults());
    }

    /** Takes what is set for its keys and the defaults for the others. Fails with INVALID_OPTION on a value that does not suit. */
    public static ClusterSettings read(Map<String, String> values) {
        var defaults = defaults();
        var exchange = defaults.exchange;
        var network = NetworkSettings.read(values);
        try {
            return new ClusterSettings(
                    new ExchangeSettings(exchange.channelBatches(), exchange.channelBytes(), network),
                    value(values, HEARTBEAT_TIMEOUT, ClusterSettings::millis, defaults.heartbeatTimeout),
                    SchedulerSettings.read(values));
        } catch (IllegalArgumentException | ArithmeticException unsuitable) {
            throw new EngineException(ErrorCode.INVALID_OPTION, unsuitable.getMessage(), unsuitable);
        }
    }

    static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }

    static <T> T value(Map<String, String> values, String key, Function<String, T> parse, T standard) {
        var text = values.get(key);
        try {
            return text == null ? standard : parse.apply(text.strip());
        } catch (IllegalArgumentException unsuitable) {
            throw new IllegalArgumentException("the setting " + key + " cannot be " + text, unsuitable);
        }
    }
}
