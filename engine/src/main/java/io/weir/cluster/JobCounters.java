package io.weir.cluster;

import io.weir.graph.Dataflow;
import io.weir.graph.JobMetrics;
import io.weir.operator.OperatorMetrics;
import io.weir.task.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all tasks of a job count, and the job as it runs; outlives them. */
final class JobCounters {
    private final ScanProgress scans = new ScanProgress();
    private final Map<Integer, StageCounters> stages = new HashMap<>();
    /** Of runs that are not, or no more, the present one of their task. */
    private final Map<TaskId, List<OperatorMetrics>> apart = new HashMap<>();

    private final Map<Integer, Map<String, Long>> enumerated = new HashMap<>();
    private Dataflow dataflow;

    /** Counters by step (source, chain, sink), then by task. */
    private record StageCounters(boolean scans, List<String> names, List<List<OperatorMetrics>> steps) {}

    JobCounters(Dataflow dataflow) {
        this.dataflow = dataflow;
    }

    /** What the source of a stage counted; it goes with what the first task of the stage will. */
    synchronized void enumerated(Dataflow.Stage stage, Map<String, Long> counts) {
        enumerated.put(stage.id(), Map.copyOf(counts));
    }

    /** A stage that has begun before keeps its counters. */
    synchronized void begin(Dataflow.Stage stage, int parallelism) {
        if (stages.containsKey(stage.id())) {
            return;
        }
        var names = new ArrayList<String>();
        stage.source().ifPresent(input -> names.add(input.source().name()));
        stage.chain().forEach(factory -> names.add(factory.name()));
        stage.sink().ifPresent(sink -> names.add(sink.name()));
        var steps = new ArrayList<List<OperatorMetrics>>();
        for (var step = 0; step < names.size(); step++) {
            var tasks = new ArrayList<OperatorMetrics>();
            for (var task = 0; task < parallelism; task++) {
                tasks.add(new OperatorMetrics());
            }
            steps.add(tasks);
        }
        stages.put(stage.id(), new StageCounters(stage.source().isPresent(), List.copyOf(names), steps));
        addEnumerated(stage.id());
    }

    private void addEnumerated(int stage) {
        enumerated
                .getOrDefault(stage, Map.of())
                .forEach((name, amount) ->
                        stages.get(stage).steps().get(0).get(0).add(name, amount));
    }

    /** The task runs again: what its former runs counted is forgotten. */
    synchronized void renew(TaskId task) {
        if (task.attempt() > 0) {
            stages.get(task.stage()).steps().forEach(step -> step.set(task.index(), new OperatorMetrics()));
            if (task.index() == 0) {
                addEnumerated(task.stage());
            }
        }
    }

    synchronized void revised(Dataflow other) {
        dataflow = other;
    }

    synchronized Dataflow dataflow() {
        return dataflow;
    }

    ScanProgress scans() {
        return scans;
    }

    /** The counters of one run of a task of a stage that has begun, one a step. */
    synchronized List<OperatorMetrics> task(TaskId task) {
        var other = apart.get(task);
        return other == null ? present(task) : other;
    }

    private List<OperatorMetrics> present(TaskId task) {
        return stages.get(task.stage()).steps().stream()
                .map(step -> step.get(task.index()))
                .toList();
    }

    /** A second run of a task begins, which counts for itself. */
    synchronized void repeat(TaskId second) {
        apart.put(
                second,
                stages.get(second.stage()).steps().stream()
                        .map(step -> new OperatorMetrics())
                        .toList());
    }

    /** What the second run counts is what counts. */
    synchronized void promote(TaskId first, TaskId second) {
        var former = present(first);
        var steps = stages.get(first.stage()).steps();
        var counted = apart.remove(second);
        for (var step = 0; step < steps.size(); step++) {
            steps.get(step).set(first.index(), counted.get(step));
        }
        apart.put(first, former);
        if (first.index() == 0) {
            addEnumerated(first.stage());
        }
    }

    synchronized long rowsRead() {
        return stages.values().stream()
                .filter(StageCounters::scans)
                .flatMap(stage -> stage.steps().get(0).stream())
                .mapToLong(OperatorMetrics::rowsOut)
                .sum();
    }

    /** The stages that have begun, in the order of the dataflow. */
    synchronized JobMetrics all() {
        var all = new ArrayList<JobMetrics.StageMetrics>();
        for (var stage : dataflow.stages()) {
            var counters = stages.get(stage.id());
            if (counters == null) {
                continue;
            }
            var runs = new ArrayList<JobMetrics.OperatorRun>();
            for (var step = 0; step < counters.names().size(); step++) {
                runs.add(new JobMetrics.OperatorRun(
                        counters.names().get(step), counters.steps().get(step)));
            }
            all.add(new JobMetrics.StageMetrics(stage.id(), List.copyOf(runs)));
        }
        return new JobMetrics(List.copyOf(all));
    }
}
