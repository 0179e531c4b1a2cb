package io.weir.cluster;

import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.ExchangeWriter;
import io.weir.exchange.LocalChannel;
import io.weir.exchange.Runs;
import io.weir.exchange.Spool;
import io.weir.exchange.SpoolMemory;
import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.Partitioning;
import io.weir.memory.MemoryPool;
import io.weir.memory.SpillDirectory;
import io.weir.task.Place;
import io.weir.task.TaskPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** The channels between all tasks of a job in one process. They are made when the stages that write into them begin. */
final class Wiring implements AutoCloseable {
    private final ExchangeSettings settings;
    private final MemoryPool memory;
    private final SpillDirectory spill;

    /** By the edge's place in the dataflow. */
    private final Map<Integer, Wires> edges = new TreeMap<>();

    Wiring(ExchangeSettings settings, MemoryPool memory, SpillDirectory spill) {
        this.settings = settings;
        this.memory = memory;
        this.spill = spill;
    }

    /** Makes what these stages write into. */
    void begin(JobPlan plan, List<Dataflow.Stage> stages) {
        var ids = stages.stream().map(Dataflow.Stage::id).toList();
        var all = plan.dataflow().edges();
        for (var place = 0; place < all.size(); place++) {
            if (ids.contains(all.get(place).from())) {
                edges.put(place, wires(plan, all.get(place)));
            }
        }
    }

    private Wires wires(JobPlan plan, Dataflow.Edge edge) {
        var writers = plan.parallelism().get(edge.from());
        var readers = plan.parallelism().get(edge.to());
        if (edge.delivery() == Dataflow.Delivery.PIPELINED) {
            var runs = new Runs(partitions(plan, edge.to()), readers);
            return Wires.Direct.of(edge, writers, runs, () -> new LocalChannel(settings));
        }
        var kept = new SpoolMemory(memory, "edge from stage " + edge.from() + " to " + edge.to());
        return Wires.Kept.of(edge, writers, readers, kept, () -> new Spool(kept, spill));
    }

    /** In how many partitions by hash the rows of a stage come: what was written for more tasks than there are now tells. */
    private int partitions(JobPlan plan, int stage) {
        var partitions = plan.parallelism().get(stage);
        var all = plan.dataflow().edges();
        for (var place = 0; place < all.size(); place++) {
            var edge = all.get(place);
            if (edge.to() == stage
                    && edge.partitioning() instanceof Partitioning.Hash
                    && edges.get(place) instanceof Wires.Kept kept) {
                partitions = Math.max(partitions, kept.partitions());
            }
        }
        return partitions;
    }

    /** What was sent over blocking edges, by their place. */
    Map<Integer, EdgeStatistics> seen(IntPredicate wanted) {
        var seen = new TreeMap<Integer, EdgeStatistics>();
        edges.forEach((place, wires) -> {
            if (wires instanceof Wires.Kept kept && wanted.test(place)) {
                seen.put(place, kept.statistics());
            }
        });
        return seen;
    }

    TaskPlan.Ends ends(JobPlan plan, Dataflow.Stage stage, int index) {
        var arrivals = new ArrayList<TaskPlan.Arrival>();
        var departures = new ArrayList<TaskPlan.Departure>();
        var batchRows = plan.settings().batchRows();
        var all = plan.dataflow().edges();
        for (var place = 0; place < all.size(); place++) {
            var edge = all.get(place);
            if (edge.to() == stage.id()) {
                var channels = wires(place).into(index, edge.partitioning(), plan.parallelism(stage));
                arrivals.add(new TaskPlan.Arrival(new Place(edge.operator(), edge.input()), channels));
            }
            if (edge.from() == stage.id()) {
                departures.add(
                        new TaskPlan.Departure(edge.output(), wires(place).writer(index, batchRows)));
            }
        }
        var result = plan.dataflow().result();
        if (result.isPresent() && result.getAsInt() == stage.id()) {
            var writer = ExchangeWriter.of(new Partitioning.Single(), List.of(plan.result()), batchRows, 0);
            departures.add(new TaskPlan.Departure(0, writer));
        }
        return new TaskPlan.Ends(arrivals, departures);
    }

    private Wires wires(int place) {
        var wires = edges.get(place);
        if (wires == null) {
            throw new IllegalStateException("nothing was written over edge " + place);
        }
        return wires;
    }

    @Override
    public void close() {
        edges.values().forEach(Wires::close);
    }
}
