package io.weir.graph;

import io.weir.Nullable;
import io.weir.flow.Batch;

/** A running dataflow, as its client sees it. Methods may be called from any thread; {@link #next} from one at a time. */
public interface Job extends AutoCloseable {
    String id();

    /**
     * The next rows of the answer; null at the end, and then the job has succeeded, sinks committed. Blocks. Throws the job's error,
     * an EngineException, if it failed or was cancelled.
     */
    @Nullable
    Batch next();

    /** Drains what is left and waits for the end. Answers the rows that sinks wrote. Throws the job's error. */
    long await();

    /** Asks for the end; the answer then throws with the code CANCELLED. */
    void cancel();

    Progress progress();

    /** The job as it runs: as it was submitted, with what was revised since; final once the job has ended. */
    Dataflow dataflow();

    /** What the operators did, stage by stage; final once the job has ended. */
    JobMetrics metrics();

    /** Cancels if the job still runs, and waits until all its threads have left it and all its files are gone. */
    @Override
    void close();

    /** How far it is. Zero totals: unknown. */
    record Progress(long bytesRead, long bytesTotal, long splitsDone, long splitsTotal, long rowsRead, long memory) {}
}
