package io.weir.cluster;

import io.weir.exchange.Attempt;
import io.weir.exchange.Channel;
import io.weir.exchange.ExchangeWriter;
import io.weir.exchange.OutputAddress;
import io.weir.exchange.OutputChannel;
import io.weir.exchange.OutputStore;
import io.weir.exchange.OutputWriter;
import io.weir.exchange.PartitionRange;
import io.weir.exchange.socket.Peer;
import io.weir.exchange.socket.SocketExchange;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.Partitioning;
import io.weir.task.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Blocking edges of a job in several processes: each task leaves a file, which readers in all of them ask for. */
final class StoredEdges implements KeptEdges {
    private final String job;
    private final String own;
    private final OutputStore store;
    private final SocketExchange exchange;
    private final OutputWriter.Parts parts;

    /** By run of a task, then by the edge's place. Guarded by this. */
    private final Map<TaskId, Map<Integer, OutputWriter>> writers = new HashMap<>();

    StoredEdges(String job, Sockets sockets, OutputWriter.Parts parts) {
        this.job = job;
        this.own = sockets.exchange().own().name();
        this.store = sockets.outputs();
        this.exchange = sockets.exchange();
        this.parts = parts;
    }

    @Override
    public synchronized ExchangeWriter writer(Way way, TaskId writer, Way.Task task) {
        var address = new OutputAddress(job, way.place(), Placement.attemptOf(writer));
        var output = new OutputWriter(address, way.partitions(), parts, store::add);
        writers.computeIfAbsent(writer, absent -> new HashMap<>()).put(way.place(), output);
        return way.edge().partitioning() instanceof Partitioning.Range range
                ? ExchangeWriter.rangesToFile(range, task.bounds(), output, task.batchRows())
                : ExchangeWriter.toFile(way.edge().partitioning(), output, task.batchRows());
    }

    @Override
    public List<Channel> into(Way way, Function<String, Peer> peers, int reader) {
        var channels = new ArrayList<Channel>();
        for (var piece : way.piecesOf(reader)) {
            var attempts = new LinkedHashMap<String, List<Attempt>>();
            for (var writer : way.writers().subList(piece.fromWriter(), piece.toWriter())) {
                attempts.computeIfAbsent(writer.taskManager(), absent -> new ArrayList<>())
                        .add(writer.attempt());
            }
            attempts.forEach((taskManager, there) -> {
                var range = new PartitionRange(job, way.place(), there, piece.fromPartition(), piece.toPartition());
                channels.add(
                        taskManager.equals(own)
                                ? new OutputChannel(store, range)
                                : exchange.open(peers.apply(taskManager), range));
            });
        }
        return channels;
    }

    @Override
    public synchronized EdgeStatistics left(int place, TaskId writer) {
        return writers.get(writer).get(place).statistics();
    }

    @Override
    public void abandon(TaskId writer) {
        Map<Integer, OutputWriter> left;
        synchronized (this) {
            left = writers.remove(writer);
        }
        if (left != null) {
            left.values().forEach(OutputWriter::close);
            remove(address ->
                    left.containsKey(address.edge()) && address.writer().equals(Placement.attemptOf(writer)));
        }
    }

    private void remove(Predicate<OutputAddress> unwanted) {
        store.remove(address -> address.job().equals(job) && unwanted.test(address));
    }

    @Override
    public void close() {
        List<Map<Integer, OutputWriter>> open;
        synchronized (this) {
            open = List.copyOf(writers.values());
            writers.clear();
        }
        open.forEach(outputs -> outputs.values().forEach(OutputWriter::close));
        remove(address -> true);
        exchange.release(address -> address.job().equals(job));
    }
}
