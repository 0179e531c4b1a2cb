package io.weir.cluster;

import io.weir.exchange.Channel;
import io.weir.exchange.ExchangeWriter;
import io.weir.exchange.LocalChannel;
import io.weir.exchange.RangeBounds;
import io.weir.exchange.Runs;
import io.weir.exchange.Sender;
import io.weir.exchange.Spool;
import io.weir.exchange.SpoolMemory;
import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.Partitioning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One edge between tasks of one process: what its writers send into and its readers take from. */
sealed interface Wires extends AutoCloseable {
    /** The writer of an upstream task. */
    ExchangeWriter writer(int index, int batchRows);

    /** What a downstream task reads, one of so many; how is as the edge says by then. */
    List<Channel> into(int index, Partitioning read, int readers);

    @Override
    void close();

    /** A channel from each upstream task to each downstream task; of a forward edge only to its like. */
    record Direct(Dataflow.Edge edge, Runs runs, List<List<LocalChannel>> channels, RangeBounds bounds)
            implements Wires {
        /** @param runs how the partitions of all edges into the stage are read */
        static Direct of(Dataflow.Edge edge, int writers, Runs runs, Supplier<LocalChannel> make) {
            var readers = edge.partitioning() instanceof Partitioning.Forward ? 1 : runs.tasks();
            return new Direct(edge, runs, table(writers, readers, make), new RangeBounds(writers, readers));
        }

        @Override
        public ExchangeWriter writer(int index, int batchRows) {
            return write(edge, runs, channels.get(index), bounds, new Task(index, batchRows));
        }

        @Override
        public List<Channel> into(int index, Partitioning read, int readers) {
            if (read instanceof Partitioning.Forward) {
                return List.of(channels.get(index).get(0));
            }
            return channels.stream().<Channel>map(row -> row.get(index)).toList();
        }

        @Override
        public void close() {
            channels.forEach(row -> row.forEach(LocalChannel::close));
        }
    }

    /** A spool for each partition that an upstream task writes; of a forward edge one for all. */
    record Kept(Dataflow.Edge edge, int partitions, List<List<Spool>> spools, RangeBounds bounds, SpoolMemory memory)
            implements Wires {
        static Kept of(Dataflow.Edge edge, int writers, int partitions, SpoolMemory memory, Supplier<Spool> make) {
            var forward = edge.partitioning() instanceof Partitioning.Forward;
            var written = forward ? 1 : partitions;
            return new Kept(edge, written, table(writers, written, make), new RangeBounds(writers, written), memory);
        }

        @Override
        public ExchangeWriter writer(int index, int batchRows) {
            return write(edge, Runs.each(partitions), spools.get(index), bounds, new Task(index, batchRows));
        }

        @Override
        public List<Channel> into(int index, Partitioning read, int readers) {
            if (read instanceof Partitioning.Forward) {
                return List.of(spools.get(index).get(0).reader());
            }
            var all = read instanceof Partitioning.Broadcast;
            var runs = new Runs(partitions, readers);
            var from = all ? 0 : runs.first(index);
            var to = all ? partitions : runs.first(index + 1);
            return spools.stream()
                    .flatMap(row -> row.subList(from, to).stream())
                    .map(Spool::reader)
                    .toList();
        }

        EdgeStatistics statistics() {
            var rows = 0L;
            var bytes = new ArrayList<Long>();
            for (var partition = 0; partition < partitions; partition++) {
                var sum = 0L;
                for (var row : spools) {
                    rows += row.get(partition).rows();
                    sum += row.get(partition).bytes();
                }
                bytes.add(sum);
            }
            return new EdgeStatistics(rows, bytes);
        }

        @Override
        public void close() {
            spools.forEach(row -> row.forEach(Spool::close));
            memory.close();
        }
    }

    /** Who writes. */
    record Task(int index, int batchRows) {}

    private static ExchangeWriter write(
            Dataflow.Edge edge, Runs runs, List<? extends Sender> senders, RangeBounds bounds, Task task) {
        if (edge.partitioning() instanceof Partitioning.Range range) {
            return ExchangeWriter.ofRanges(range, bounds, senders, task.batchRows);
        } else if (edge.partitioning() instanceof Partitioning.Hash hash && senders.size() > 1) {
            return ExchangeWriter.ofHashes(hash, runs, senders, task.batchRows);
        }
        return ExchangeWriter.of(edge.partitioning(), senders, task.batchRows, task.index);
    }

    private static <C> List<List<C>> table(int rows, int columns, Supplier<C> make) {
        var table = new ArrayList<List<C>>();
        for (var row = 0; row < rows; row++) {
            var cells = new ArrayList<C>();
            for (var column = 0; column < columns; column++) {
                cells.add(make.get());
            }
            table.add(cells);
        }
        return table;
    }
}
