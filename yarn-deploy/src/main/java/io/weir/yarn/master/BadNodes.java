package io.weir.yarn.master;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Machines on which containers ended again and again. */
final class BadNodes {
    private static final int MOST_FAILURES = 3;

    private final Map<String, Integer> failures = new HashMap<>();
    private final Set<String> bad = new HashSet<>();

    /**
     * True if containers should not come from that machine any more.
     *
     * @param nodes that the cluster has: one is always left
     */
    boolean add(String host, int nodes) {
        var count = failures.merge(host, 1, Integer::sum);
        return count >= MOST_FAILURES && bad.size() + 1 < nodes && bad.add(host);
    }
}
