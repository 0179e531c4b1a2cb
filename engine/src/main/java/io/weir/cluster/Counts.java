package io.weir.cluster;

import io.weir.operator.OperatorMetrics;
import java.util.Map;

/** What one operator of one task counted, as a message has it. */
record Counts(long rowsIn, long rowsOut, long nanos, long memoryPeak, long spilledBytes, Map<String, Long> details) {
    static Counts of(OperatorMetrics metrics) {
        return new Counts(
                metrics.rowsIn(),
                metrics.rowsOut(),
                metrics.nanos(),
                metrics.memoryPeak(),
                metrics.spilledBytes(),
                metrics.details());
    }

    void into(OperatorMetrics metrics) {
        metrics.replace(rowsIn, rowsOut, nanos, memoryPeak, spilledBytes, details);
    }
}
