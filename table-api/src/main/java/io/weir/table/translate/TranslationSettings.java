package io.weir.table.translate;

import io.weir.graph.Partitioning;
import io.weir.table.plan.Optimization;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * What the translation needs to know of the session and of where the job will run.
 *
 * @param parallelism tasks of a stage that is not single
 * @param operatorMemory bytes for the kept rows of all operators
 * @param skew which partitions of a join several tasks read, if any
 * @param optimizations those that are on
 */
public record TranslationSettings(
        int parallelism,
        long operatorMemory,
        Optional<Partitioning.Skew> skew,
        ZoneId zone,
        Set<Optimization> optimizations) {
    /** A build side up to this share of the memory is given whole to every task; a larger one is spread. */
    private static final int BROADCAST_SHARE = 8;

    public TranslationSettings {
        optimizations = Set.copyOf(optimizations);
    }

    boolean does(Optimization optimization) {
        return optimizations.contains(optimization);
    }

    /** Up to how many bytes; none has less than none. */
    long broadcastBytes() {
        return does(Optimization.BROADCAST_JOIN) ? operatorMemory / BROADCAST_SHARE : -1;
    }
}
