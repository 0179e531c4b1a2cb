package io.weir.operator;

/**
 * What one operator of one task did. Written by the task's thread only; read by others at any time, who then may see a slightly
 * older number.
 */
public final class OperatorMetrics {
    private long rowsIn;
    private long rowsOut;
    private long nanos;
    private long memoryPeak;
    private long spilledBytes;
    private final java.util.Map<String, Long> details = new java.util.concurrent.ConcurrentHashMap<>();

    public void addRowsIn(long rows) {
        rowsIn += rows;
    }

    public void addRowsOut(long rows) {
        rowsOut += rows;
    }

    /** Time spent in this operator alone. */
    public void addNanos(long more) {
        nanos += more;
    }

    public void memory(long bytes) {
        memoryPeak = Math.max(memoryPeak, bytes);
    }

    public void addSpilledBytes(long bytes) {
        spilledBytes += bytes;
    }

    /** Adds to a named counter of this kind of operator: row groups skipped, bytes read. */
    public void add(String name, long amount) {
        details.merge(name, amount, Long::sum);
    }

    /** Becomes what was counted in another process; details only grow. */
    public void replace(
            long allRowsIn,
            long allRowsOut,
            long allNanos,
            long peak,
            long allSpilledBytes,
            java.util.Map<String, Long> allDetails) {
        rowsIn = allRowsIn;
        rowsOut = allRowsOut;
        nanos = allNanos;
        memoryPeak = peak;
        spilledBytes = allSpilledBytes;
        details.putAll(allDetails);
    }

    public long rowsIn() {
        return rowsIn;
    }

    public long rowsOut() {
        return rowsOut;
    }

    public long nanos() {
        return nanos;
    }

    public long memoryPeak() {
        return memoryPeak;
    }

    public long spilledBytes() {
        return spilledBytes;
    }

    public java.util.Map<String, Long> details() {
        return java.util.Map.copyOf(details);
    }
}
