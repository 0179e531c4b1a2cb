package io.weir.cluster;

import io.weir.connector.Sink;
import io.weir.graph.Dataflow;
import io.weir.graph.Partitioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Small dataflows of any shape: scans and joins, over pipelined and blocking edges, into an answer or into sinks. */
final class SimulatedFlows {
    /** Partitions of more than the median may be read by several tasks. */
    private static final Partitioning.Skew LARGER_THAN_HALF = new Partitioning.Skew(1, 0);

    private final Simulation simulation;
    private final long books;
    private final int job;
    private final List<Dataflow.Stage> stages = new ArrayList<>();
    private final List<Dataflow.Edge> edges = new ArrayList<>();

    private SimulatedFlows(Simulation simulation, long books, int job) {
        this.simulation = simulation;
        this.books = books;
        this.job = job;
    }

    static Dataflow any(Simulation simulation, long books, int job) {
        return new SimulatedFlows(simulation, books, job).make();
    }

    private Dataflow make() {
        var random = simulation.random();
        var count = 1 + random.nextInt(5);
        var answers = simulation.chance(0.6);
        for (var id = 1; id <= count; id++) {
            var scans = id == 1 || id < count && simulation.chance(0.3);
            var last = id == count;
            var source = scans ? Optional.of(source()) : Optional.<Dataflow.Input>empty();
            var sink = last && !answers ? Optional.of(sink(id)) : Optional.<Sink>empty();
            var most = 1 + random.nextInt(4);
            stages.add(new Dataflow.Stage(
                    id, "s" + id, "stage " + id, new Dataflow.Parallelism(1, most), source, List.of(), sink));
        }
        for (var id = 1; id < count; id++) {
            join(id, count);
        }
        stages.replaceAll(this::fed);
        return new Dataflow("simulated", stages, edges, answers ? OptionalInt.of(count) : OptionalInt.empty());
    }

    /** Every stage but the last is read by a later one that does not scan, sometimes by two, which is kept for both. */
    private void join(int from, int last) {
        var readers = new ArrayList<Integer>();
        for (var id = from + 1; id <= last; id++) {
            if (stages.get(id - 1).source().isEmpty()) {
                readers.add(id);
            }
        }
        var reader = readers.remove(simulation.random().nextInt(readers.size()));
        var shared = !readers.isEmpty() && simulation.chance(0.2);
        edge(from, reader, shared || simulation.chance(0.5));
        if (shared) {
            edge(from, readers.get(0), true);
        }
    }

    private void edge(int from, int to, boolean blocking) {
        edges.add(new Dataflow.Edge(
                from,
                0,
                to,
                0,
                0,
                Flows.SCHEMA,
                partitioning(to),
                blocking ? Dataflow.Delivery.BLOCKING : Dataflow.Delivery.PIPELINED));
    }

    /** A forward edge where nothing else decides how many tasks read it. */
    private Partitioning partitioning(int to) {
        var chosen = simulation.random().nextInt(10);
        if (chosen == 0 && to < stages.size() && edges.stream().noneMatch(edge -> edge.to() == to)) {
            return new Partitioning.Forward();
        } else if (chosen == 1) {
            return new Partitioning.Broadcast();
        }
        var divided = chosen < 5 && edges.stream().noneMatch(edge -> edge.to() == to && Books.isDivided(edge));
        return new Partitioning.Hash(List.of(0), divided ? Optional.of(LARGER_THAN_HALF) : Optional.empty());
    }

    /** What reads nobody scans. */
    private Dataflow.Stage fed(Dataflow.Stage stage) {
        if (stage.source().isPresent() || edges.stream().anyMatch(edge -> edge.to() == stage.id())) {
            return stage;
        }
        return new Dataflow.Stage(
                stage.id(),
                stage.uid(),
                stage.name(),
                stage.parallelism(),
                Optional.of(source()),
                List.of(),
                stage.sink());
    }

    private Dataflow.Input source() {
        var splits = simulation.random().nextInt(7);
        var failsAt = simulation.chance(0.01) ? 0 : -1;
        return new Dataflow.Input(new SimulatedSource(books, job, splits, failsAt), Map.of());
    }

    private Sink sink(int stage) {
        return new SimulatedSink(books, job, stage, simulation.chance(0.02));
    }
}
