package io.weir.cluster;

import io.weir.EngineException;
import io.weir.task.TaskEnd;

/** What can happen to a job. */
sealed interface JobEvent {
    record Submitted() implements JobEvent {}

    /** Enumerators and committers are there. */
    record Prepared() implements JobEvent {}

    record TaskEnded(TaskEnd end) implements JobEvent {}

    /** Something outside the tasks failed, or the client cancelled. */
    record Failed(EngineException failure) implements JobEvent {}

    record Committed(long rows) implements JobEvent {}

    /** Nothing of the job is left. */
    record Released() implements JobEvent {}
}
