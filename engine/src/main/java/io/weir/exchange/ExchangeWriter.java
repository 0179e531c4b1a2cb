package io.weir.exchange;

import io.weir.flow.Batch;
import io.weir.flow.Signal;
import io.weir.graph.Partitioning;
import java.util.ArrayList;
import java.util.List;

/** The writing end of an edge for one task: spreads rows over the senders to the downstream tasks. Owned by the task's thread. */
public final class ExchangeWriter {
    private final List<? extends Sender> senders;
    private final List<Lane> lanes;
    private final Partitioner partitioner;
    private boolean ended;

    private ExchangeWriter(List<? extends Sender> senders, List<Lane> lanes, Partitioner partitioner) {
        this.senders = senders;
        this.lanes = lanes;
        this.partitioner = partitioner;
    }

    /**
     * Writes as the partitioning says.
     *
     * @param senders one a downstream task; for a forward edge only the one to the task of the same number
     * @param first the sender that a rebalancing task begins with
     */
    public static ExchangeWriter of(
            Partitioning partitioning, List<? extends Sender> senders, int batchRows, int first) {
        if (partitioning instanceof Partitioning.Hash hash && senders.size() > 1) {
            return ofHashes(hash, Runs.each(senders.size()), senders, batchRows);
        } else if (partitioning instanceof Partitioning.Broadcast) {
            Lane.Target all = batch -> senders.forEach(sender -> sender.send(batch));
            return new ExchangeWriter(senders, List.of(new Lane(batchRows, all)), ExchangeWriter::whole);
        } else if (partitioning instanceof Partitioning.Rebalance) {
            return new ExchangeWriter(
                    senders, List.of(new Lane(batchRows, new Turns(senders, first))), ExchangeWriter::whole);
        }
        return new ExchangeWriter(senders, List.of(new Lane(batchRows, senders.get(0)::send)), ExchangeWriter::whole);
    }

    /** Writes by the hashes of columns, a run of partitions to each sender. */
    public static ExchangeWriter ofHashes(
            Partitioning.Hash hash, Runs runs, List<? extends Sender> senders, int batchRows) {
        return new ExchangeWriter(senders, laneEach(senders, batchRows), new HashPartitioner(hash.columns(), runs));
    }

    /** Writes by ranges of sorted columns; all writers of the edge have the same bounds. */
    public static ExchangeWriter ofRanges(
            Partitioning.Range range, RangeBounds bounds, List<? extends Sender> senders, int batchRows) {
        return new ExchangeWriter(senders, laneEach(senders, batchRows), new RangePartitioner(range.columns(), bounds));
    }

    /**
     * Writes to the file of a blocking edge, whose readers take its partitions; what an edge of one target or of all sends lies in one
     * partition.
     */
    public static ExchangeWriter toFile(Partitioning partitioning, OutputWriter output, int batchRows) {
        if (partitioning instanceof Partitioning.Hash hash && output.partitions() > 1) {
            return toFile(new HashPartitioner(hash.columns(), Runs.each(output.partitions())), output, batchRows);
        } else if (partitioning instanceof Partitioning.Rebalance) {
            return toFile(new Rotation(), output, batchRows);
        }
        return toFile(ExchangeWriter::whole, output, batchRows);
    }

    /** Writes ranges of sorted columns to the file of a blocking edge; all writers of the edge have the same bounds. */
    public static ExchangeWriter rangesToFile(
            Partitioning.Range range, RangeBounds bounds, OutputWriter output, int batchRows) {
        return toFile(new RangePartitioner(range.columns(), bounds), output, batchRows);
    }

    private static ExchangeWriter toFile(Partitioner partitioner, OutputWriter output, int batchRows) {
        var lanes = new ArrayList<Lane>();
        for (var i = 0; i < output.partitions(); i++) {
            var partition = i;
            lanes.add(Lane.holding(batchRows, batch -> output.write(partition, batch)));
        }
        return new ExchangeWriter(List.of(output), lanes, new GatheringPartitioner(partitioner, output));
    }

    private static List<Lane> laneEach(List<? extends Sender> senders, int batchRows) {
        var lanes = new ArrayList<Lane>();
        for (var sender : senders) {
            lanes.add(new Lane(batchRows, sender::send));
        }
        return lanes;
    }

    private static void whole(Batch batch, List<Lane> lanes) {
        lanes.get(0).add(batch);
    }

    /** Says which rows of a batch go to which lane. */
    interface Partitioner {
        void spread(Batch batch, List<Lane> lanes);

        /** Names what to call, from any thread, when rows that were held can be sent. */
        default void onReady(Runnable wake) {}

        /** No row follows. False if rows are held that cannot be sent yet: ask again when woken. */
        default boolean end(List<Lane> lanes) {
            return true;
        }
    }

    /** Names what to call when a full sender has room again or is closed, and when rows that were held can be sent. */
    public void onWritable(Runnable wake) {
        senders.forEach(sender -> sender.onWritable(wake));
        partitioner.onReady(wake);
    }

    /** Always succeeds. */
    public void write(Batch batch) {
        partitioner.spread(batch, lanes);
    }

    /** Sends on what is gathered, then the signal to every task. */
    public void broadcast(Signal signal) {
        flush();
        senders.forEach(sender -> sender.send(signal));
    }

    /** Sends on all that is left, then the end of input. False if it must be called again, once the writer's task was woken. */
    public boolean end() {
        if (!ended && partitioner.end(lanes)) {
            ended = true;
            broadcast(new Signal.EndOfInput());
        }
        return ended;
    }

    public void flush() {
        lanes.forEach(Lane::flush);
    }

    /** True if any task that still wants rows has enough of them. */
    public boolean isFull() {
        for (var sender : senders) {
            if (sender.isFull()) {
                return true;
            }
        }
        return false;
    }

    /** True if no task wants rows any more. */
    public boolean isClosed() {
        for (var sender : senders) {
            if (!sender.isClosed()) {
                return false;
            }
        }
        return true;
    }

    private static final class Rotation implements Partitioner {
        private int next;

        @Override
        public void spread(Batch batch, List<Lane> lanes) {
            lanes.get(next).add(batch);
            next = (next + 1) % lanes.size();
        }
    }

    private static final class Turns implements Lane.Target {
        private final List<? extends Sender> senders;
        private int next;

        Turns(List<? extends Sender> senders, int first) {
            this.senders = senders;
            this.next = first % senders.size();
        }

        @Override
        public void send(Batch batch) {
            senders.get(next).send(batch);
            next = (next + 1) % senders.size();
        }
    }
}
