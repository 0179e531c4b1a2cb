package io.weir.cluster;

import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.Partitioning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Deals what was written for a stage to its tasks, so that each reads about as many bytes. */
final class Balance {
    private final JobPlan plan;
    private final TaskTable tasks;

    Balance(JobPlan plan, TaskTable tasks) {
        this.plan = plan;
        this.tasks = tasks;
    }

    /** By stage, of those that read what was written by hash. */
    Map<Integer, Shares> of(List<Dataflow.Stage> stages) {
        var shares = new HashMap<Integer, Shares>();
        for (var stage : stages) {
            var left = left(stage.id());
            if (!left.isEmpty()) {
                shares.put(stage.id(), deal(atoms(left, divided(stage.id())), plan.parallelism(stage)));
            }
        }
        return shares;
    }

    /** What each task left for the stage's blocking edges by hash, by place; empty if not all have ended. */
    private Map<Integer, List<EdgeStatistics>> left(int stage) {
        var left = new TreeMap<Integer, List<EdgeStatistics>>();
        var edges = plan.dataflow().edges();
        for (var place = 0; place < edges.size(); place++) {
            var edge = edges.get(place);
            if (edge.to() == stage && isHash(edge) && edge.delivery() == Dataflow.Delivery.BLOCKING) {
                if (!tasks.ended().contains(edge.from())) {
                    return Map.of();
                }
                left.put(place, tasks.leftByEach(edge.from(), place));
            }
        }
        return left;
    }

    private static boolean isHash(Dataflow.Edge edge) {
        return edge.partitioning() instanceof Partitioning.Hash;
    }

    /** The edge whose partitions may be divided. Rows that come while they are made go to one task each, so that there must be none. */
    private int divided(int stage) {
        var divided = Shares.NONE;
        var edges = plan.dataflow().edges();
        for (var place = 0; place < edges.size(); place++) {
            var edge = edges.get(place);
            if (edge.to() == stage && edge.partitioning() instanceof Partitioning.Hash hash) {
                if (edge.delivery() == Dataflow.Delivery.PIPELINED) {
                    return Shares.NONE;
                }
                divided = hash.skew().isPresent() ? place : divided;
            }
        }
        return divided;
    }

    /** What no two tasks read parts of, one behind the other, and where the last one ends. */
    private record Atoms(int divided, List<Shares.Cut> cuts, List<Long> bytes) {}

    private Atoms atoms(Map<Integer, List<EdgeStatistics>> left, int divided) {
        var all = new long[left.values().iterator().next().get(0).bytes().size()];
        left.values().forEach(writers -> add(writers, all));
        var parts = left.getOrDefault(divided, List.of());
        var most = divided == Shares.NONE ? Long.MAX_VALUE : most(parts, divided);
        var own = new long[all.length];
        add(parts, own);
        var cuts = new ArrayList<Shares.Cut>();
        var bytes = new ArrayList<Long>();
        for (var partition = 0; partition < all.length; partition++) {
            if (own[partition] <= most) {
                cuts.add(new Shares.Cut(partition, 0));
                bytes.add(all[partition]);
                continue;
            }
            for (var writer = 0; writer < parts.size(); writer++) {
                cuts.add(new Shares.Cut(partition, writer));
                bytes.add(parts.get(writer).bytes().get(partition));
            }
        }
        cuts.add(new Shares.Cut(all.length, 0));
        return new Atoms(divided, cuts, bytes);
    }

    private static void add(List<EdgeStatistics> writers, long[] sums) {
        for (var writer : writers) {
            for (var partition = 0; partition < sums.length; partition++) {
                sums[partition] += writer.bytes().get(partition);
            }
        }
    }

    /** The bytes of the largest partition that is read as a whole. */
    private long most(List<EdgeStatistics> writers, int edge) {
        var sums = new long[writers.get(0).bytes().size()];
        add(writers, sums);
        Arrays.sort(sums);
        var hash = (Partitioning.Hash) plan.dataflow().edges().get(edge).partitioning();
        return hash.skew().orElseThrow().most(sums[sums.length / 2]);
    }

    /** Each task in turn takes its part of what is left, to the nearest place where a cut can be, and leaves something for the others. */
    private static Shares deal(Atoms atoms, int count) {
        var rest = atoms.bytes.stream().mapToLong(Long::longValue).sum();
        var cuts = new ArrayList<Shares.Cut>();
        var next = 0;
        for (var task = 0; task < count; task++) {
            cuts.add(atoms.cuts.get(next));
            var others = count - task - 1;
            var part = rest / (others + 1);
            var taken = 0L;
            var first = next;
            while (next < atoms.bytes.size() - others
                    && (next == first || others == 0 || taken + atoms.bytes.get(next) / 2 <= part)) {
                taken += atoms.bytes.get(next++);
            }
            rest -= taken;
        }
        cuts.add(atoms.cuts.get(next));
        var isDivided = cuts.stream().anyMatch(cut -> cut.writer() > 0);
        return new Shares(isDivided ? atoms.divided : Shares.NONE, cuts);
    }
}
