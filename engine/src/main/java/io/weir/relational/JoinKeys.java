package io.weir.relational;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;

/**
 * Pairs of columns that must be equal: {@code probe.get(i)} of the probe side and {@code build.get(i)} of the build side, of the
 * same type. A null equals nothing, unless {@code nullsMatch.get(i)}: then the comparison is IS NOT DISTINCT FROM.
 */
public record JoinKeys(List<Integer> probe, List<Integer> build, List<Boolean> nullsMatch) implements Serializable {
    public JoinKeys {
        probe = List.copyOf(probe);
        build = List.copyOf(build);
        nullsMatch = List.copyOf(nullsMatch);
        if (probe.size() != build.size() || probe.size() != nullsMatch.size() || probe.isEmpty()) {
            throw new IllegalArgumentException(
                    "join keys do not pair up: " + probe + ", " + build + ", nulls match " + nullsMatch);
        }
    }

    /** Keys compared by {@code =}. */
    public static JoinKeys of(List<Integer> probe, List<Integer> build) {
        return new JoinKeys(probe, build, Collections.nCopies(probe.size(), false));
    }

    public int count() {
        return probe.size();
    }
}
