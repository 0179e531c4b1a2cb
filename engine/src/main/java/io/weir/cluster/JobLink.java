package io.weir.cluster;

import io.weir.exchange.RangeBounds;
import io.weir.exchange.Sender;
import io.weir.graph.EdgeStatistics;
import io.weir.operator.OperatorMetrics;
import io.weir.operator.RuntimeFilter;
import io.weir.task.SplitSupply;
import io.weir.task.TaskEnd;
import io.weir.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the tasks of a job in one process have of the JobManager: by reference in its own process, by messages elsewhere. Any thread. */
interface JobLink extends AutoCloseable {
    /** @param left what the task left for blocking edges, by their place */
    void ended(TaskEnd end, Map<Integer, EdgeStatistics> left);

    SplitSupply splits(TaskId task);

    void publish(String filter, TaskId task, RuntimeFilter part, int parts);

    /** Calls the listener once the filter is complete, at once if it is so already. */
    void listen(String filter, Consumer<RuntimeFilter> listener);

    /** What a writer of an edge by ranges shares with the other writers. */
    RangeBounds bounds(int edge, int writer);

    /** What the steps of a task count, one a step. */
    List<OperatorMetrics> counters(TaskId task);

    /** The way to the client for the task that has the answer. */
    Sender result(TaskId task);

    /** No task of the job is here any more. */
    @Override
    default void close() {}
}
