package io.weir.cluster;

import io.weir.EngineException;
import io.weir.graph.EdgeStatistics;
import io.weir.task.TaskEnd;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can happen to a job. */
sealed interface JobEvent {
    record Submitted() implements JobEvent {}

    /** Enumerators and committers are there. */
    record Prepared() implements JobEvent {}

    /** @param left what the task left for blocking edges, by their place */
    record TaskEnded(TaskEnd end, Map<Integer, EdgeStatistics> left) implements JobEvent {}

    /** A TaskManager is there that was not. */
    record TaskManagerCame() implements JobEvent {}

    /** What that TaskManager ran and kept is lost. */
    record TaskManagerLost(String name, String reason) implements JobEvent {}

    /** It is decided where the ranges of an edge begin. */
    record Bounded(int edge, List<byte[]> bounds) implements JobEvent {}

    /** TaskManagers that a former JobManager had may still come, but are not waited for. */
    record Waited() implements JobEvent {}

    /** It is time to look whether tasks can begin. */
    record Retry() implements JobEvent {}

    /** If tasks still wait for a TaskManager, none will come. */
    record Overdue() implements JobEvent {}

    /** Something outside the tasks failed, or the client cancelled. */
    record Failed(EngineException failure) implements JobEvent {}

    record Committed(long rows) implements JobEvent {}

    /**
     * Nothing of the job is left.
     *
     * @param explained the job's error, if more has become known of it
     */
    record Released(Optional<EngineException> explained) implements JobEvent {}
}
