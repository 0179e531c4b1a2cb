package io.weir.exchange;

import java.util.List;

/**
 * Partitions of a blocking edge as left by several tasks, whose files lie in one process: read as one stream.
 *
 * @param from the first partition
 * @param to behind the last partition
 */
public record PartitionRange(String job, int edge, List<Attempt> writers, int from, int to) implements Wanted {
    public PartitionRange {
        writers = List.copyOf(writers);
        if (from < 0 || from >= to) {
            throw new IllegalArgumentException("partitions from " + from + " to " + to);
        }
    }

    OutputAddress output(int index) {
        return new OutputAddress(job, edge, writers.get(index));
    }
}
