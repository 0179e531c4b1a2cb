package io.weir.cluster;

import io.weir.exchange.socket.Peer;
import io.weir.task.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A TaskManager in the hands of the JobManager: by reference in its own process, by messages elsewhere. Never blocks. */
interface TaskManagerLink {
    /** Never given to another one. */
    String name();

    /** How many tasks it runs at once. */
    int slots();

    /** Bytes that operators may keep there. */
    long memory();

    /** Where others reach its exchange; empty if it has none. */
    Optional<Peer> peer();

    /** The tasks of a job that ended well there under a former JobManager, and whose outputs are still there. */
    default Set<TaskId> kept(String job) {
        return Set.of();
    }

    /** Makes tasks of a job, then starts them. They tell the board. */
    void begin(JobBoard board, JobPlan plan, Placement placement, List<TaskId> tasks);

    /** They end at their next step, if they run there. */
    void cancel(String job, List<TaskId> tasks);

    /** The job is no more: what it has there is let go. */
    void close(String job);

    /** Another TaskManager is lost: whatever comes from it or goes to it fails at once. */
    void drop(String peer);

    /** What its process wrote last. */
    default CompletableFuture<ProcessLog> log(int bytes) {
        return CompletableFuture.completedFuture(ProcessLog.own(name(), bytes));
    }

    /** Bytes that the job's operators keep there. From any thread. */
    long memoryUsed(String job);
}
