package io.weir.cluster;

import io.weir.Nullable;
import io.weir.exchange.ExchangeWriter;
import io.weir.exchange.RangeBounds;
import io.weir.exchange.Runs;
import io.weir.exchange.Sender;
import io.weir.graph.Dataflow;
import io.weir.graph.Partitioning;
import java.util.List;

/**
 * One edge of a job, with where its ends are.
 *
 * @param place in the dataflow's list of edges
 * @param partitions in how many it is written, or would be
 * @param writers in the order of their numbers
 * @param readers the same; empty before they begin
 * @param shares what each reader reads of a blocking edge, unless it goes to all of them or by forward
 */
record Way(
        int place,
        Dataflow.Edge edge,
        int partitions,
        List<Placement.Placed> writers,
        List<Placement.Placed> readers,
        Shares shares) {
    Way {
        writers = List.copyOf(writers);
        readers = List.copyOf(readers);
    }

    /** Who writes. */
    record Task(int index, int batchRows, @Nullable RangeBounds bounds) {}

    boolean isForward() {
        return edge.partitioning() instanceof Partitioning.Forward;
    }

    /** A writer to senders, of which each gets a run of partitions. */
    ExchangeWriter write(Runs runs, List<? extends Sender> senders, Task task) {
        if (edge.partitioning() instanceof Partitioning.Range range) {
            return ExchangeWriter.ofRanges(range, task.bounds(), senders, task.batchRows());
        } else if (edge.partitioning() instanceof Partitioning.Hash hash && senders.size() > 1) {
            return ExchangeWriter.ofHashes(hash, runs, senders, task.batchRows());
        }
        return ExchangeWriter.of(edge.partitioning(), senders, task.batchRows(), task.index());
    }

    /** What a reader reads of a blocking edge: by a forward edge of the writer of its number only. */
    List<Shares.Piece> piecesOf(int reader) {
        if (isForward()) {
            return List.of(new Shares.Piece(0, partitions, reader, reader + 1));
        } else if (edge.partitioning() instanceof Partitioning.Broadcast) {
            return List.of(new Shares.Piece(0, partitions, 0, writers.size()));
        }
        return shares.of(place, reader, writers.size());
    }
}
