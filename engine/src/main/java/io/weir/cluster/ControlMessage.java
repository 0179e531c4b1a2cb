package io.weir.cluster;

import io.weir.exchange.socket.Peer;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.Job;
import io.weir.graph.JobJar;
import io.weir.graph.JobSettings;
import io.weir.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the JobManager, TaskManagers and clients tell each other. Nobody waits for an answer; where there is one it is another message.
 * Byte arrays are {@link Serialised}, or bytes that mean nothing here.
 */
sealed interface ControlMessage {
    /** There is nothing to say. */
    record Alive() implements ControlMessage {}

    // a TaskManager to the JobManager

    /** @param kept tasks that ended well and whose outputs are there, of jobs of a former JobManager */
    record Register(Peer exchange, int slots, long memory, List<Kept> kept) implements ControlMessage {
        Register(Peer exchange, int slots, long memory) {
            this(exchange, slots, memory, List.of());
        }
    }

    record Kept(String job, List<TaskId> tasks) {}

    record TaskEnded(
            String job,
            TaskId task,
            Optional<Failure> failure,
            List<byte[]> tokens,
            Map<Integer, EdgeStatistics> left,
            List<Counts> counts)
            implements ControlMessage {}

    /** What a task that runs counted so far, and what its job keeps in the process. */
    record Counted(String job, TaskId task, List<Counts> counts, long memory) implements ControlMessage {}

    record SplitWanted(String job, TaskId task, int request) implements ControlMessage {}

    record SplitRead(String job, long bytes) implements ControlMessage {}

    record FilterPart(String job, String filter, TaskId task, byte[] part, int parts) implements ControlMessage {}

    record FilterWanted(String job, String filter) implements ControlMessage {}

    record Sample(String job, int edge, int writer, List<byte[]> keys) implements ControlMessage {}

    record WriterEnded(String job, int edge, int writer) implements ControlMessage {}

    record BoundsWanted(String job, int edge) implements ControlMessage {}

    record LogTail(int request, ProcessLog log) implements ControlMessage {}

    // the JobManager to a TaskManager

    /**
     * It is one of its TaskManagers from now on.
     *
     * @param epoch counts JobManagers that followed each other
     * @param jobs that there are
     */
    record Registered(int epoch, List<String> jobs) implements ControlMessage {}

    /** It was lost, and may come under another name. */
    record Refused() implements ControlMessage {}

    /**
     * Tasks begin.
     *
     * @param plan if it is another one than the last that was sent of the job
     * @param jars that the job has
     */
    record Begin(String job, List<JobJar> jars, Optional<byte[]> plan, Placement placement, List<TaskId> tasks)
            implements ControlMessage {}

    record CancelTasks(String job, List<TaskId> tasks) implements ControlMessage {}

    record CloseJob(String job) implements ControlMessage {}

    /** @param split empty if there are no more */
    record SplitGiven(String job, int request, Optional<byte[]> split) implements ControlMessage {}

    record FilterKnown(String job, String filter, byte[] whole) implements ControlMessage {}

    record BoundsKnown(String job, int edge, List<byte[]> bounds) implements ControlMessage {}

    record PeerLost(String name) implements ControlMessage {}

    /** @param bytes at most, of each of its streams */
    record LogWanted(int request, int bytes) implements ControlMessage {}

    // whoever needs a jar of a job to whoever has it, and back

    record JarWanted(String sha256, long from) implements ControlMessage {}

    /** Not all of it, unless it is short; empty if there is no such jar. */
    record JarPiece(String sha256, byte[] bytes) implements ControlMessage {}

    // a client to the JobManager

    record Connect() implements ControlMessage {}

    /**
     * Asks for a job, or for its answer once more.
     *
     * @param key chosen by the client; the answer is offered under it
     * @param time which of the times it is that the client says so, from 0
     */
    record Submit(String key, int time, byte[] dataflow, JobSettings settings) implements ControlMessage {}

    /** The client has heard of the job's end, and has its rows. */
    record Heard(String key) implements ControlMessage {}

    record CancelJob(String key) implements ControlMessage {}

    /** Nothing follows. */
    record Leave(Farewell farewell) implements ControlMessage {}

    // the JobManager to a client

    /** @param web the port of its pages; 0 if there is none */
    record Resources(Peer exchange, int slots, long memory, int web) implements ControlMessage {}

    /** What the client said when it left is known. */
    record Left() implements ControlMessage {}

    record Progressed(String key, Job.Progress progress) implements ControlMessage {}

    /** @param dataflow as it was in the end */
    record JobEnded(String key, Optional<Failure> failure, long rows, byte[] dataflow, List<StageCounts> counts)
            implements ControlMessage {}

    record StageCounts(int stage, List<OperatorCounts> operators) {}

    record OperatorCounts(String name, List<Counts> tasks) {}
}
