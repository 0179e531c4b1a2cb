package io.weir.cluster;

import io.weir.graph.EdgeStatistics;
import io.weir.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a JobManager that follows must know of the jobs of clients elsewhere. Who reads records has all up to some moment, so each of
 * them must be true as long as nothing is known of what came after it.
 */
sealed interface JournalRecord {
    /** Empty if it is of none. */
    String job();

    /**
     * A client has asked for it.
     *
     * @param plan as it was submitted, {@link Serialised}
     * @param jars how many jars it has classes in
     */
    record Submitted(String job, String key, byte[] plan, int jars) implements JournalRecord {}

    /**
     * Tasks are about to begin by this plan.
     *
     * @param plan if it is another one than before, else empty
     * @param partitions of blocking edges, by place
     */
    record Planned(String job, byte[] plan, Map<Integer, Integer> partitions) implements JournalRecord {}

    /** Where the ranges of an edge begin. */
    record Bounded(String job, int edge, List<byte[]> bounds) implements JournalRecord {}

    /** A run of a task has ended well. */
    record Done(String job, TaskId task, String taskManager, List<byte[]> tokens, Map<Integer, EdgeStatistics> left)
            implements JournalRecord {}

    /** Runs of tasks that ended well count no more. */
    record Again(String job, List<TaskId> tasks) implements JournalRecord {}

    /** The job has ended, which its client may not have heard yet. */
    record Ended(String job, String key, Optional<Failure> failure, long rows) implements JournalRecord {}

    /** Nobody will ask for the job any more. */
    record Forgotten(String job) implements JournalRecord {}

    /** A client has said how it went; the JobManager may have to end because of it. */
    record Left(Farewell farewell) implements JournalRecord {
        @Override
        public String job() {
            return "";
        }
    }
}
