package io.weir.cluster;

import io.weir.exchange.Channel;
import io.weir.exchange.ExchangeWriter;
import io.weir.exchange.Runs;
import io.weir.exchange.Spool;
import io.weir.exchange.SpoolMemory;
import io.weir.exchange.socket.Peer;
import io.weir.graph.EdgeStatistics;
import io.weir.memory.MemoryPool;
import io.weir.memory.SpillDirectory;
import io.weir.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Blocking edges of a job in a single process: batches are kept by reference as long as there is memory for them. */
final class SpooledEdges implements KeptEdges {
    private final MemoryPool memory;
    private final SpillDirectory spill;

    /** By the edge's place. Guarded by this. */
    private final Map<Integer, Kept> edges = new TreeMap<>();

    /** A spool for each partition that a task writes. */
    private record Kept(SpoolMemory memory, List<List<Spool>> spools) {}

    SpooledEdges(MemoryPool memory, SpillDirectory spill) {
        this.memory = memory;
        this.spill = spill;
    }

    @Override
    public synchronized ExchangeWriter writer(Way way, TaskId writer, Way.Task task) {
        var kept = edges.computeIfAbsent(way.place(), place -> make(way));
        return way.write(Runs.each(way.partitions()), kept.spools().get(writer.index()), task);
    }

    private Kept make(Way way) {
        var edge = way.edge();
        var account = new SpoolMemory(memory, "edge from stage " + edge.from() + " to " + edge.to());
        var spools = new ArrayList<List<Spool>>();
        for (var writer = 0; writer < way.writers().size(); writer++) {
            var row = new ArrayList<Spool>();
            for (var partition = 0; partition < way.partitions(); partition++) {
                row.add(new Spool(account, spill));
            }
            spools.add(row);
        }
        return new Kept(account, spools);
    }

    @Override
    public synchronized List<Channel> into(Way way, Function<String, Peer> peers, int reader) {
        var spools = edges.get(way.place()).spools();
        return way.piecesOf(reader).stream()
                .flatMap(piece -> spools.subList(piece.fromWriter(), piece.toWriter()).stream()
                        .flatMap(row -> row.subList(piece.fromPartition(), piece.toPartition()).stream()))
                .map(Spool::reader)
                .toList();
    }

    @Override
    public synchronized EdgeStatistics left(int place, TaskId writer) {
        var row = edges.get(place).spools().get(writer.index());
        return new EdgeStatistics(
                row.stream().mapToLong(Spool::rows).sum(),
                row.stream().map(Spool::bytes).toList());
    }

    /** Within one process nothing is tried again. */
    @Override
    public void abandon(TaskId writer) {}

    @Override
    public synchronized void close() {
        edges.values().forEach(kept -> {
            kept.spools().forEach(row -> row.forEach(Spool::close));
            kept.memory().close();
        });
    }
}
