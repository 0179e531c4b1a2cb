package io.weir.cluster;

import io.weir.graph.Dataflow;
import io.weir.graph.JobMetrics;
import io.weir.operator.OperatorMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all tasks of a job count; outlives them. */
final class JobCounters {
    private final ScanProgress scans = new ScanProgress();
    private final Map<Integer, StageCounters> stages = new LinkedHashMap<>();

    /** Counters by step (source, chain, sink), then by task. */
    private record StageCounters(boolean scans, List<String> names, List<List<OperatorMetrics>> steps) {}

    JobCounters(Dataflow dataflow, Map<Integer, Integer> parallelism) {
        for (var stage : dataflow.stages()) {
            var names = new ArrayList<String>();
            stage.source().ifPresent(input -> names.add(input.source().name()));
            stage.chain().forEach(factory -> names.add(factory.name()));
            stage.sink().ifPresent(sink -> names.add(sink.name()));
            var steps = new ArrayList<List<OperatorMetrics>>();
            for (var step = 0; step < names.size(); step++) {
                var tasks = new ArrayList<OperatorMetrics>();
                for (var task = 0; task < parallelism.get(stage.id()); task++) {
                    tasks.add(new OperatorMetrics());
                }
                steps.add(List.copyOf(tasks));
            }
            stages.put(stage.id(), new StageCounters(stage.source().isPresent(), List.copyOf(names), steps));
        }
    }

    ScanProgress scans() {
        return scans;
    }

    /** The counters of one task, one a step. */
    List<OperatorMetrics> task(int stage, int index) {
        return stages.get(stage).steps().stream().map(step -> step.get(index)).toList();
    }

    long rowsRead() {
        return stages.values().stream()
                .filter(StageCounters::scans)
                .flatMap(stage -> stage.steps().get(0).stream())
                .mapToLong(OperatorMetrics::rowsOut)
                .sum();
    }

    JobMetrics all() {
        var all = new ArrayList<JobMetrics.StageMetrics>();
        stages.forEach((id, stage) -> {
            var runs = new ArrayList<JobMetrics.OperatorRun>();
            for (var step = 0; step < stage.names().size(); step++) {
                runs.add(new JobMetrics.OperatorRun(
                        stage.names().get(step), stage.steps().get(step)));
            }
            all.add(new JobMetrics.StageMetrics(id, List.copyOf(runs)));
        });
        return new JobMetrics(List.copyOf(all));
    }
}
