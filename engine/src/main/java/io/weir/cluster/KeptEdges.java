package io.weir.cluster;

import io.weir.exchange.Channel;
import io.weir.exchange.ExchangeWriter;
import io.weir.exchange.socket.Peer;
import io.weir.graph.EdgeStatistics;
import io.weir.task.TaskId;
import java.util.List;
import java.util.function.Function;

/** What tasks of a job leave for blocking edges, as one process writes and reads it. Any thread. */
interface KeptEdges extends AutoCloseable {
    ExchangeWriter writer(Way way, TaskId writer, Way.Task task);

    /** What one of the readers reads; peers finds a TaskManager by its name. */
    List<Channel> into(Way way, Function<String, Peer> peers, int reader);

    /** What a task of this process that has ended left. */
    EdgeStatistics left(int place, TaskId writer);

    /** That run of a task has failed: what it left is of no use. */
    void abandon(TaskId writer);

    @Override
    void close();
}
