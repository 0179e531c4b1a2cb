package io.weir.cluster;

import io.weir.graph.Dataflow;
import io.weir.graph.Partitioning;
import io.weir.task.TaskId;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tasks must run again after some failed or were lost: those of the same region, because rows that went over pipelined edges
 * are gone; those whose outputs are lost, if a task that has not ended reads them; and those that read what is written anew.
 */
final class Recovery {
    private final JobPlan plan;
    private final Dataflow dataflow;
    private final TaskTable tasks;
    private final Set<TaskId> again = new HashSet<>();

    private Recovery(JobPlan plan, TaskTable tasks) {
        this.plan = plan;
        this.dataflow = plan.dataflow();
        this.tasks = tasks;
    }

    /**
     * @param failed tasks that ran
     */
    static Set<TaskId> of(JobPlan plan, TaskTable tasks, Set<TaskId> failed) {
        var recovery = new Recovery(plan, tasks);
        recovery.again.addAll(failed);
        var before = -1;
        while (recovery.again.size() > before) {
            before = recovery.again.size();
            recovery.addRegions();
            recovery.addSources();
            recovery.addLost(tasks.gone());
            recovery.addReaders();
        }
        return recovery.again;
    }

    private void addRegions() {
        for (var edge : dataflow.edges()) {
            if (edge.delivery() == Dataflow.Delivery.PIPELINED && (anyAgain(edge.from()) || anyAgain(edge.to()))) {
                addStage(edge.from());
                addStage(edge.to());
            }
        }
    }

    /** Which splits a task of a former JobManager has read is not known, so that all of them are read anew. */
    private void addSources() {
        for (var stage : dataflow.stages()) {
            if (stage.source().isPresent() && anyAgain(stage.id()) && tasks.anyRestored(stage.id())) {
                addStage(stage.id());
            }
        }
    }

    private void addLost(Set<TaskId> lost) {
        for (var edge : dataflow.edges()) {
            if (edge.delivery() == Dataflow.Delivery.BLOCKING && isStillRead(edge.to())) {
                tasks.of(edge.from()).stream()
                        .map(TaskTable.Entry::id)
                        .filter(lost::contains)
                        .forEach(again::add);
            }
        }
    }

    /**
     * Those that run know where the former output lay. And what is dealt out in turn, or by a former JobManager's splits, is dealt out
     * otherwise the next time: who has read a share of it must not be counted beside one who reads the new shares. What the tasks of a
     * stage write together into a partition is the same each time, but not what one of them writes.
     */
    private void addReaders() {
        for (var place = 0; place < dataflow.edges().size(); place++) {
            var edge = dataflow.edges().get(place);
            var divided = place;
            if (edge.delivery() == Dataflow.Delivery.BLOCKING && anyAgain(edge.from())) {
                var all = edge.partitioning() instanceof Partitioning.Rebalance
                        || edge.partitioning() instanceof Partitioning.Forward && tasks.anyRestored(edge.from());
                tasks.of(edge.to()).stream()
                        .filter(entry ->
                                all || entry.is(TaskTable.State.RUNNING) || plan.isDivided(divided, entry.id()))
                        .forEach(entry -> again.add(entry.id()));
            }
        }
    }

    private boolean isStillRead(int reader) {
        var readers = tasks.of(reader);
        return readers.isEmpty()
                || anyAgain(reader)
                || readers.stream().anyMatch(entry -> !entry.is(TaskTable.State.ENDED));
    }

    private boolean anyAgain(int stage) {
        return tasks.of(stage).stream().anyMatch(entry -> again.contains(entry.id()));
    }

    private void addStage(int stage) {
        again.addAll(tasks.of(stage).stream().map(TaskTable.Entry::id).collect(Collectors.toSet()));
    }
}
