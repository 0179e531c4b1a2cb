package io.weir.cluster;

import io.weir.ErrorCode;
import io.weir.graph.JobMetrics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The jobs of a JobManager: those that run, and of those that have ended the last ones, with nothing of their own classes. Any thread. */
final class JobHistory {
    private static final int MOST_ENDED = 200;

    private final Clock clock = Clock.systemUTC();

    /** These two are guarded by this. */
    private final Map<String, Began> running = new LinkedHashMap<>();

    private final Map<String, JobRecord> ended = new LinkedHashMap<>();

    private record Began(LocalJob job, Instant time) {}

    synchronized void began(LocalJob job) {
        running.put(job.id(), new Began(job, clock.instant()));
        job.result().onEnd(outcome -> ended(job.id(), outcome));
    }

    private synchronized void ended(String id, Outcome outcome) {
        var job = running.remove(id);
        var state = outcome.failure()
                .map(failure ->
                        failure.code() == ErrorCode.CANCELLED ? JobRecord.State.CANCELLED : JobRecord.State.FAILED)
                .orElse(JobRecord.State.SUCCEEDED);
        var error = outcome.failure().map(failure -> String.valueOf(failure.getMessage()));
        ended.put(id, record(job.job(), new JobRecord.Status(state, job.time(), Optional.of(clock.instant()), error)));
        if (ended.size() > MOST_ENDED) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    synchronized List<JobRecord> all() {
        var all = new ArrayList<>(ended.values());
        running.values().forEach(job -> all.add(record(job)));
        return all;
    }

    synchronized Optional<JobRecord> find(String id) {
        return Optional.ofNullable(running.get(id))
                .map(JobHistory::record)
                .or(() -> Optional.ofNullable(ended.get(id)));
    }

    synchronized Optional<LocalJob> running(String id) {
        return Optional.ofNullable(running.get(id)).map(Began::job);
    }

    private static JobRecord record(Began job) {
        return record(
                job.job(),
                new JobRecord.Status(JobRecord.State.RUNNING, job.time(), Optional.empty(), Optional.empty()));
    }

    private static JobRecord record(LocalJob job, JobRecord.Status status) {
        return new JobRecord(
                job.id(),
                job.dataflow().name(),
                status,
                job.progress(),
                job.metrics().stages().stream().map(JobHistory::rows).toList(),
                job.taskManagers());
    }

    private static JobRecord.StageRows rows(JobMetrics.StageMetrics stage) {
        var operators = stage.operators();
        var names = operators.stream().map(JobMetrics.OperatorRun::name).collect(Collectors.joining(", "));
        if (operators.isEmpty()) {
            return new JobRecord.StageRows(stage.stage(), names, 0, 0);
        }
        var last = operators.get(operators.size() - 1).tasks();
        var rows = last.stream()
                .mapToLong(task -> Math.max(task.rowsOut(), task.rowsIn()))
                .sum();
        return new JobRecord.StageRows(stage.stage(), names, last.size(), rows);
    }
}
