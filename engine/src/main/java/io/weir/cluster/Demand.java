package io.weir.cluster;

import io.weir.graph.Dataflow;
import io.weir.graph.Partitioning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** How many tasks of stages that are about to begin have something to do, by what there is for them to read. */
final class Demand {
    private final Dataflow dataflow;
    private final Map<Integer, SplitQueue> splits;
    private final TaskTable tasks;
    private final long leastBytes;

    /** @param leastBytes for which a task is worth its while; 0 if for any */
    Demand(Dataflow dataflow, Map<Integer, SplitQueue> splits, TaskTable tasks, long leastBytes) {
        this.dataflow = dataflow;
        this.splits = splits;
        this.tasks = tasks;
        this.leastBytes = leastBytes;
    }

    /** The most tasks by stage, where it is known. */
    Map<Integer, Integer> of(List<Dataflow.Stage> stages) {
        var most = new HashMap<Integer, Integer>();
        for (var stage : stages) {
            var usable = usable(stage);
            if (usable < Integer.MAX_VALUE) {
                most.put(stage.id(), Math.max(1, usable));
            }
        }
        return most;
    }

    private int usable(Dataflow.Stage stage) {
        var bySplits = stage.source().isPresent() ? splits.get(stage.id()).usable() : Integer.MAX_VALUE;
        var bytes = leastBytes == 0 ? OptionalLong.empty() : bytes(stage.id());
        if (bytes.isEmpty()) {
            return bySplits;
        }
        var worthwhile = (bytes.getAsLong() + leastBytes - 1) / leastBytes;
        return (int) Math.min(bySplits, worthwhile);
    }

    /** What all tasks of a stage read together; nothing if that is unknown. Rows that go to every task do not make more of them useful. */
    private OptionalLong bytes(int stage) {
        var total = 0L;
        var inputs = 0;
        if (dataflow.stage(stage).source().isPresent()) {
            var read = splits.get(stage).bytes();
            if (read.isEmpty()) {
                return read;
            }
            total += read.getAsLong();
            inputs++;
        }
        var edges = dataflow.edges();
        for (var place = 0; place < edges.size(); place++) {
            var edge = edges.get(place);
            if (edge.to() == stage && !(edge.partitioning() instanceof Partitioning.Broadcast)) {
                var comes = bytes(edge, place);
                if (comes.isEmpty()) {
                    return comes;
                }
                total += comes.getAsLong();
                inputs++;
            }
        }
        return inputs == 0 ? OptionalLong.empty() : OptionalLong.of(total);
    }

    /** Before rows have gone over an edge they are thought to be as many as go into its stage. */
    private OptionalLong bytes(Dataflow.Edge edge, int place) {
        if (edge.delivery() == Dataflow.Delivery.PIPELINED) {
            return bytes(edge.from());
        }
        return tasks.ended().contains(edge.from())
                ? OptionalLong.of(tasks.left(edge.from(), place).totalBytes())
                : OptionalLong.empty();
    }
}
