package io.weir.graph;

import java.util.List;

/**
 * What went over a blocking edge.
 *
 * @param bytes that the rows take in memory, roughly, by partition
 */
public record EdgeStatistics(long rows, List<Long> bytes) {
    public EdgeStatistics {
        bytes = List.copyOf(bytes);
    }

    public long totalBytes() {
        return bytes.stream().mapToLong(Long::longValue).sum();
    }
}
