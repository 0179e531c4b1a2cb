package io.weir.cluster;

import java.time.Duration;
import java.util.Map;

/**
 * When a task that takes long is begun once more, elsewhere.
 *
 * @param isOn whether ever
 * @param quantile the part of a stage's tasks that must have ended before; above 0, at most 1
 * @param multiplier how many times as long as half of those it must take; at least 1
 * @param leastTime that it must take
 */
record SpeculationSettings(boolean isOn, double quantile, double multiplier, Duration leastTime) {
    static final String ON = "cluster.speculation";
    static final String QUANTILE = "cluster.speculation_quantile";
    static final String MULTIPLIER = "cluster.speculation_multiplier";
    static final String LEAST_TIME = "cluster.speculation_least_ms";

    static final SpeculationSettings OFF = new SpeculationSettings(false, 0.75, 2, Duration.ofSeconds(1));

    SpeculationSettings {
        if (!(quantile > 0 && quantile <= 1 && multiplier >= 1) || leastTime.isNegative()) {
            throw new IllegalArgumentException("cluster settings out of range: speculation when " + quantile
                    + " of the tasks have ended, at " + multiplier + " times their time, after " + leastTime);
        }
    }

    static SpeculationSettings read(Map<String, String> values) {
        return new SpeculationSettings(
                ClusterSettings.value(values, ON, SpeculationSettings::isTrue, OFF.isOn),
                ClusterSettings.value(values, QUANTILE, Double::parseDouble, OFF.quantile),
                ClusterSettings.value(values, MULTIPLIER, Double::parseDouble, OFF.multiplier),
                ClusterSettings.value(values, LEAST_TIME, ClusterSettings::millis, OFF.leastTime));
    }

    private static boolean isTrue(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return text.equals("true");
    }
}
