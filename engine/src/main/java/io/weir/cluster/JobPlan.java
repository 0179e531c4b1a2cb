package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.Runs;
import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.JobSettings;
import io.weir.graph.Partitioning;
import io.weir.task.TaskId;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * What was submitted, with the number of tasks of each stage.
 *
 * @param usable how many tasks of a stage have something to do at most, by stage, where it is known
 * @param parallelism by stage
 * @param shares of stages whose edges by hash are not dealt out evenly
 */
record JobPlan(
        String id,
        Dataflow dataflow,
        JobSettings settings,
        Map<Integer, Integer> usable,
        Map<Integer, Integer> parallelism,
        Map<Integer, Shares> shares)
        implements Serializable {
    JobPlan {
        usable = Map.copyOf(usable);
        parallelism = Map.copyOf(parallelism);
        shares = Map.copyOf(shares);
    }

    static JobPlan of(String id, Dataflow dataflow, JobSettings settings) {
        return new JobPlan(id, dataflow, settings, Map.of(), parallelisms(dataflow, settings, Map.of()), Map.of());
    }

    private JobPlan with(Dataflow other, Map<Integer, Integer> useful) {
        return new JobPlan(id, other, settings, useful, parallelisms(other, settings, useful), shares);
    }

    /** The plan with no more tasks of these stages than have something to do. */
    JobPlan limited(Map<Integer, Integer> tasks) {
        if (usable.entrySet().containsAll(tasks.entrySet())) {
            return this;
        }
        var all = new HashMap<>(usable);
        all.putAll(tasks);
        return with(dataflow, all);
    }

    /** The plan with what the tasks of these stages read. */
    JobPlan dealt(Map<Integer, Shares> others) {
        if (shares.entrySet().containsAll(others.entrySet())) {
            return this;
        }
        var all = new HashMap<>(shares);
        all.putAll(others);
        return new JobPlan(id, dataflow, settings, usable, parallelism, all);
    }

    /** What the tasks of a stage read of edges by hash that are written in so many partitions. */
    Shares shares(int stage, int partitions) {
        var dealt = shares.get(stage);
        return dealt == null ? Shares.of(Runs.even(partitions, parallelism.get(stage))) : dealt;
    }

    /** The plan as its revision wants it after what was seen. */
    JobPlan revised(Map<Integer, EdgeStatistics> seen) {
        return seen.isEmpty() ? this : with(dataflow.revision().revise(dataflow, seen), usable);
    }

    /** True if a task reads of a blocking edge a part of a partition of which another task reads the rest. */
    boolean isDivided(int edge, TaskId task) {
        var dealt = shares.get(task.stage());
        return dealt != null && dealt.isDivided(edge, task.index());
    }

    int parallelism(Dataflow.Stage stage) {
        return parallelism.get(stage.id());
    }

    /** True if the rows of that stage are the answer. */
    boolean answers(int stage) {
        return dataflow.result().isPresent() && dataflow.result().getAsInt() == stage;
    }

    private static Map<Integer, Integer> parallelisms(
            Dataflow dataflow, JobSettings settings, Map<Integer, Integer> usable) {
        var tasks = new HashMap<Integer, Integer>();
        for (var stage : dataflow.stages()) {
            var most = Math.min(settings.parallelism(), usable.getOrDefault(stage.id(), Integer.MAX_VALUE));
            tasks.put(stage.id(), parallelism(dataflow, stage, most, tasks));
        }
        return tasks;
    }

    /** As many as the stage and the job allow; one where all rows of an edge go to one task; as many as upstream of a forward edge. */
    private static int parallelism(Dataflow dataflow, Dataflow.Stage stage, int most, Map<Integer, Integer> before) {
        var range = stage.parallelism();
        var tasks = Math.max(range.min(), Math.min(range.max(), most));
        var edges = dataflow.edgesInto(stage.id());
        var single = edges.stream().anyMatch(edge -> edge.partitioning() instanceof Partitioning.Single);
        if (single || dataflow.result().isPresent() && dataflow.result().getAsInt() == stage.id()) {
            tasks = 1;
        }
        for (var edge : edges) {
            if (edge.partitioning() instanceof Partitioning.Forward) {
                var upstream = before.get(edge.from());
                if (single && upstream != 1) {
                    throw new EngineException(
                            ErrorCode.INTERNAL, "a forward edge from several tasks into a stage of one task: " + edge);
                }
                tasks = upstream;
            }
        }
        return tasks;
    }
}
