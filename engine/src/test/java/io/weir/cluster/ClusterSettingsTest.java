package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.ExchangeSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {
    @Test
    void theDefaultsAreThese() {
        var scheduler = new SchedulerSettings(
                4, Duration.ofMillis(200), Duration.ofSeconds(60), Duration.ofSeconds(10), 1 << 20);
        var expected = new ClusterSettings(ExchangeSettings.defaults(), Duration.ofSeconds(10), scheduler);
        assertEquals(expected, ClusterSettings.defaults());
        assertEquals(expected, ClusterSettings.read(Map.of()));
    }

    @Test
    void everyKeyIsRead() {
        var read = ClusterSettings.read(Map.of(
                "cluster.heartbeat_timeout_ms", "2000",
                "cluster.task_attempts", "7",
                "cluster.retry_pause_ms", "10",
                "cluster.idle_timeout_ms", "3",
                "cluster.least_task_bytes", "2mb",
                "cluster.patience_ms", "0",
                "cluster.takeover_ms", "5",
                "network.frame_bytes", "64kb"));
        assertEquals(Duration.ofSeconds(2), read.heartbeatTimeout());
        assertEquals(7, read.scheduler().taskAttempts());
        assertEquals(Duration.ofMillis(10), read.scheduler().retryPause());
        assertEquals(Duration.ofMillis(3), read.scheduler().idleTimeout());
        assertEquals(Duration.ZERO, read.scheduler().patience());
        assertEquals(2 << 20, read.scheduler().leastTaskBytes());
        assertEquals(Duration.ofMillis(5), read.scheduler().takeover());
        assertEquals(64 << 10, read.exchange().network().frameBytes());
    }

    @Test
    void speculationIsOffUnlessItIsAskedFor() {
        assertEquals(
                new SpeculationSettings(false, 0.75, 2, Duration.ofSeconds(1)), SpeculationSettings.read(Map.of()));
        var read = SchedulerSettings.read(Map.of(
                "cluster.speculation", "true",
                "cluster.speculation_quantile", "0.9",
                "cluster.speculation_multiplier", "3",
                "cluster.speculation_least_ms", "50"));
        assertEquals(
                new SpeculationSettings(true, 0.9, 3, Duration.ofMillis(50)),
                read.attempts().speculation());
    }

    @Test
    void whatDoesNotSuitIsRefusedByName() {
        for (var setting : Map.of(
                        "cluster.task_attempts",
                        "0",
                        "cluster.heartbeat_timeout_ms",
                        "soon",
                        "cluster.patience_ms",
                        "-1",
                        "cluster.speculation_quantile",
                        "1.5")
                .entrySet()) {
            var failure = assertThrows(
                    EngineException.class, () -> ClusterSettings.read(Map.of(setting.getKey(), setting.getValue())));
            assertEquals(ErrorCode.INVALID_OPTION, failure.code());
            assertTrue(failure.getMessage().contains(setting.getValue().equals("soon") ? "soon" : "out of range"));
        }
    }
}
