package io.weir.cluster;

import io.weir.graph.Dataflow;
import io.weir.task.TaskId;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Goes on with a job where a former JobManager left it: tasks that had ended have ended if what they left is still there. Owned by the
 * JobManager's thread.
 */
final class Adoption {
    private final RecoveredJob job;
    private final JobPlan plan;
    private final TaskTable tasks;
    private final TaskManagers taskManagers;

    /** @param plan of the recovered job */
    Adoption(RecoveredJob job, JobPlan plan, TaskTable tasks, TaskManagers taskManagers) {
        this.job = job;
        this.plan = plan;
        this.tasks = tasks;
        this.taskManagers = taskManagers;
    }

    /** Knows again what was known. Before any task begins. */
    void restore(JobBoard board) {
        job.bounds().forEach(board::ranges);
        for (var stage : plan.dataflow().stages()) {
            var entries = job.tasks(stage.id(), plan.parallelism(stage));
            if (!entries.isEmpty()) {
                tasks.restore(stage.id(), entries);
                board.counters().begin(stage, entries.size());
            }
        }
    }

    /** The TaskManagers that keep what is still to be read, and have not come again. */
    Set<String> missing() {
        var ended = tasks.ended();
        return tasks.where(entry -> isLost(entry) && isWanted(entry.id().stage(), ended)).stream()
                .map(entry -> entry.placed().taskManager())
                .filter(name -> !taskManagers.has(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isLost(TaskTable.Entry entry) {
        return entry.is(TaskTable.State.ENDED) && leaves(entry.id().stage()) && !isKept(entry);
    }

    /** True if somebody reads from the stage who has not ended, or would run again if what that left is lost. */
    private boolean isWanted(int stage, Set<Integer> ended) {
        return plan.dataflow().edgesFrom(stage).stream()
                .anyMatch(edge -> !ended.contains(edge.to()) || isWanted(edge.to(), ended));
    }

    private boolean leaves(int stage) {
        return plan.dataflow().edges().stream()
                .anyMatch(edge -> edge.from() == stage && edge.delivery() == Dataflow.Delivery.BLOCKING);
    }

    private boolean isKept(TaskTable.Entry entry) {
        var name = entry.placed().taskManager();
        return taskManagers.has(name) && taskManagers.get(name).kept(job.id()).contains(entry.id());
    }

    /**
     * What is lost must run again, if it is wanted, as must what was running, and what had ended of a region that had not: its rows went
     * to readers that are gone.
     *
     * @return the runs that count no more
     */
    Set<TaskId> settle() {
        tasks.lose(tasks.where(this::isLost));
        var ended = tasks.ended();
        var cutOff = tasks.where(entry -> runsAgain(entry, ended)).stream()
                .map(TaskTable.Entry::id)
                .collect(Collectors.toSet());
        var again = Recovery.of(plan, tasks, cutOff);
        tasks.reset(again);
        return again;
    }

    private boolean runsAgain(TaskTable.Entry entry, Set<Integer> ended) {
        return entry.is(TaskTable.State.PENDING) || isCutOff(entry.id().stage(), ended);
    }

    /** True if rows go, as they come, between the stage and one that has not ended. */
    private boolean isCutOff(int stage, Set<Integer> ended) {
        return plan.dataflow().edges().stream()
                .filter(edge -> edge.delivery() == Dataflow.Delivery.PIPELINED)
                .anyMatch(edge -> edge.from() == stage && !ended.contains(edge.to())
                        || edge.to() == stage && !ended.contains(edge.from()));
    }
}
