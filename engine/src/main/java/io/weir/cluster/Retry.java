package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.task.TaskId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides whether a job goes on after a failure, and with which tasks. Owned by the JobManager's thread. */
final class Retry {
    private static final int LONGEST_DOUBLING = 6;

    private final SchedulerSettings settings;
    private final JobBoard board;
    private final TaskTable tasks;

    /** Failures of each task, whichever run of it, under attempt 0. */
    private final Map<TaskId, Integer> failures = new HashMap<>();

    private int attempt;

    /** @param first the number of the first runs */
    Retry(SchedulerSettings settings, JobBoard board, TaskTable tasks, int first) {
        this.settings = settings;
        this.board = board;
        this.tasks = tasks;
        this.attempt = first;
    }

    /**
     * What to do.
     *
     * @param failure the job's error, if this is its end
     */
    record Decision(Optional<EngineException> failure, Set<TaskId> again, Duration pause) {
        private static Decision end(EngineException failure) {
            return new Decision(Optional.of(failure), Set.of(), Duration.ZERO);
        }
    }

    /** The number of the runs that begin now. */
    int attempt() {
        return attempt;
    }

    /** A number that no other run has. */
    int next() {
        attempt++;
        return attempt;
    }

    /** @param failed tasks that ran; none if what others had left was lost */
    Decision plan(JobPlan plan, List<TaskTable.Entry> failed, EngineException cause) {
        var again = Recovery.of(plan, tasks, ids(failed));
        if (again.isEmpty()) {
            return new Decision(Optional.empty(), again, Duration.ZERO);
        }
        if (settings.taskAttempts() == 1 || cause.code().type() == ErrorCode.Type.USER) {
            return Decision.end(cause);
        }
        var most = 0;
        for (var entry : failed) {
            var task = new TaskId(entry.id().stage(), entry.id().index(), 0);
            most = Math.max(most, failures.merge(task, 1, Integer::sum));
        }
        if (most >= settings.taskAttempts()) {
            return Decision.end(new EngineException(cause.code(), afterTries(most, failed.get(0), cause), cause));
        }
        if (again.stream().anyMatch(task -> plan.answers(task.stage()))
                && !board.result().restart()) {
            return Decision.end(new EngineException(
                    cause.code(),
                    cause.getMessage() + ", when rows of the answer were given out already: run the query again",
                    cause));
        }
        attempt++;
        var doubled = 1L << Math.min(Math.max(0, most - 1), LONGEST_DOUBLING);
        return new Decision(Optional.empty(), again, settings.retryPause().multipliedBy(doubled));
    }

    private static String afterTries(int tries, TaskTable.Entry last, EngineException cause) {
        var log = LogTail.of(cause);
        return cause.getMessage() + ", after " + tries + " tries, the last one at "
                + last.placed().taskManager() + (log.isEmpty() ? "" : ", whose log ends: " + log);
    }

    private static Set<TaskId> ids(List<TaskTable.Entry> entries) {
        return entries.stream().map(TaskTable.Entry::id).collect(Collectors.toSet());
    }
}
