package io.weir.relational;

import java.io.Serializable;
import java.util.Optional;

/**
 * How the build rows reach the tasks: each task its own part, or all rows every task, which then share one table under a name that
 * no other join of the job has.
 */
public record BuildSide(Optional<String> sharedName) implements Serializable {
    /** Each task gets the build rows whose keys it also probes, or there is one task. */
    public static final BuildSide PARTITIONED = new BuildSide(Optional.empty());

    /** Each task gets all build rows. Not for joins that keep build rows. */
    public static BuildSide shared(String name) {
        return new BuildSide(Optional.of(name));
    }

    public boolean isShared() {
        return sharedName.isPresent();
    }
}
