package io.weir.table.translate;

import io.weir.graph.Partitioning;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What the translation needs to know of the session and of where the job will run.
 *
 * @param parallelism tasks of a stage that is not single
 * @param operatorMemory bytes for the kept rows of all operators
 * @param skew which partitions of a join several tasks read, if any
 */
public record TranslationSettings(int parallelism, long operatorMemory, Optional<Partitioning.Skew> skew, ZoneId zone) {
    /** A build side up to this share of the memory is given whole to every task; a larger one is spread. */
    private static final int BROADCAST_SHARE = 8;

    long broadcastBytes() {
        return operatorMemory / BROADCAST_SHARE;
    }
}
