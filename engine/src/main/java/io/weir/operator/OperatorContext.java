package io.weir.operator;

import io.weir.memory.MemoryPool;
import io.weir.memory.SpillDirectory;
import io.weir.state.SnapshotReader;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** What a task offers to one of its operators. */
public interface OperatorContext {
    /** Which of the stage's tasks this is, from 0. */
    int index();

    int parallelism();

    /** How many of them are in this process, this one included. */
    int neighbours();

    /** How many rows a full batch has in this job, at least 1. */
    int batchRows();

    /** The state to start from; empty on a first start. */
    SnapshotReader restored();

    MemoryPool memory();

    /** Where this operator may spill. */
    SpillDirectory spill();

    OperatorMetrics metrics();

    /** Brings results of asynchronous work home to the task's thread. */
    Executor mailbox();

    /** Where blocking work runs. */
    Executor io();

    /**
     * Built once a process and job under that name, by the first who asks while the others wait, and help with the parts that it hands
     * out; read-only afterwards.
     */
    <T> T shared(String name, Function<Helpers, T> build);

    /** Hands what a build side learned to the scans that asked for the filter of that name. All tasks of the stage must do so once. */
    void publish(String filter, RuntimeFilter part);

    /** The same where each task has learned all there is, so that the first one to say so is enough. */
    void publishWhole(String filter, RuntimeFilter whole);

    /** Asks for a {@link Operator#tick} at that processing time, in milliseconds since 1970. */
    void wakeAt(long processingTime);
}
