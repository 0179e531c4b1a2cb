package io.weir.task;

import io.weir.memory.MemoryPool;
import io.weir.memory.SpillDirectory;
import io.weir.operator.Helpers;
import io.weir.operator.RuntimeFilter;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a process offers to all tasks of one job. Used by several threads. */
public interface TaskEnvironment {
    String job();

    int batchRows();

    MemoryPool memory();

    SpillDirectory spill();

    Executor io();

    <T> T shared(String name, Function<Helpers, T> build);

    /** How many tasks of a stage this process has. */
    int neighbours(int stage);

    /** The task's part of a filter, of {@code parts} parts. */
    void publish(String filter, TaskId task, RuntimeFilter part, int parts);

    /** Calls the listener once the filter is complete, on any thread, at once if it is so already. */
    void listen(String filter, Consumer<RuntimeFilter> listener);

    SplitSupply splits(TaskId task);

    /** Calls back with the time, on any thread, once the time is that late. */
    void wakeAt(long processingTime, Consumer<Long> callback);
}
