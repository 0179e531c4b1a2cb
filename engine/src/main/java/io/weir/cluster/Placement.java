package io.weir.cluster;

import io.weir.exchange.Attempt;
import io.weir.exchange.socket.Peer;
import io.weir.task.TaskId;
import java.util.List;
import java.util.Map;

/**
 * Where the tasks of a job are.
 *
 * @param peers how TaskManagers reach each other, by name; empty within one process
 * @param tasks of each stage that has begun, in the order of their numbers
 * @param partitions in how many partitions blocking edges are written, by the edge's place in the dataflow
 */
record Placement(Map<String, Peer> peers, Map<Integer, List<Placed>> tasks, Map<Integer, Integer> partitions) {
    Placement {
        peers = Map.copyOf(peers);
        tasks = Map.copyOf(tasks);
        partitions = Map.copyOf(partitions);
    }

    /** One run of a task and the TaskManager that has it. */
    record Placed(TaskId task, String taskManager) {
        /** As the exchange names it. */
        Attempt attempt() {
            return attemptOf(task);
        }
    }

    /** The upper part of the number of a run says which of the JobManagers that followed each other began it. */
    static Attempt attemptOf(TaskId task) {
        var epoch = task.attempt() >>> JobJournal.EPOCH_BITS;
        return new Attempt(task.index(), epoch, task.attempt() - (epoch << JobJournal.EPOCH_BITS));
    }
}
