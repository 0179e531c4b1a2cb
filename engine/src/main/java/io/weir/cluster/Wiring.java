package io.weir.cluster;

import io.weir.exchange.Channel;
import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.ExchangeWriter;
import io.weir.exchange.LocalChannel;
import io.weir.exchange.RangeBounds;
import io.weir.exchange.Sender;
import io.weir.exchange.SpoolMemory;
import io.weir.exchange.SpooledChannel;
import io.weir.graph.Dataflow;
import io.weir.graph.Partitioning;
import io.weir.memory.MemoryPool;
import io.weir.memory.SpillDirectory;
import io.weir.task.Place;
import io.weir.task.TaskPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The channels between all tasks of a job in one process. */
final class Wiring implements AutoCloseable {
    private final JobPlan plan;
    private final List<Wires> edges = new ArrayList<>();
    private final List<SpoolMemory> spools = new ArrayList<>();

    Wiring(JobPlan plan, ExchangeSettings settings, MemoryPool memory, SpillDirectory spill) {
        this.plan = plan;
        for (var edge : plan.dataflow().edges()) {
            if (edge.delivery() == Dataflow.Delivery.PIPELINED) {
                edges.add(Wires.of(edge, plan, () -> End.of(new LocalChannel(settings))));
            } else {
                var spool = new SpoolMemory(memory, "edge from stage " + edge.from() + " to " + edge.to());
                spools.add(spool);
                edges.add(Wires.of(edge, plan, () -> End.of(new SpooledChannel(spool, spill))));
            }
        }
    }

    /** Both ends of one channel. */
    private record End(Sender sender, Channel channel) {
        static <C extends Sender & Channel> End of(C channel) {
            return new End(channel, channel);
        }
    }

    /** The channels of one edge, by upstream task, then by downstream task; of a forward edge those from each task to its like. */
    private record Wires(Dataflow.Edge edge, List<List<End>> ends, RangeBounds bounds) {
        static Wires of(Dataflow.Edge edge, JobPlan plan, Supplier<End> make) {
            var forward = edge.partitioning() instanceof Partitioning.Forward;
            var readers = forward ? 1 : plan.parallelism().get(edge.to());
            var ends = new ArrayList<List<End>>();
            for (var writer = 0; writer < plan.parallelism().get(edge.from()); writer++) {
                var row = new ArrayList<End>();
                for (var reader = 0; reader < readers; reader++) {
                    row.add(make.get());
                }
                ends.add(row);
            }
            return new Wires(edge, ends, new RangeBounds(ends.size(), readers));
        }

        List<Channel> into(int index) {
            if (edge.partitioning() instanceof Partitioning.Forward) {
                return List.of(ends.get(index).get(0).channel());
            }
            return ends.stream().map(row -> row.get(index).channel()).toList();
        }

        ExchangeWriter writer(int index, int batchRows) {
            var senders = ends.get(index).stream().map(End::sender).toList();
            return edge.partitioning() instanceof Partitioning.Range range
                    ? ExchangeWriter.ofRanges(range, bounds, senders, batchRows)
                    : ExchangeWriter.of(edge.partitioning(), senders, batchRows, index);
        }
    }

    TaskPlan.Ends ends(Dataflow.Stage stage, int index) {
        var arrivals = new ArrayList<TaskPlan.Arrival>();
        var departures = new ArrayList<TaskPlan.Departure>();
        var batchRows = plan.settings().batchRows();
        for (var wires : edges) {
            var edge = wires.edge();
            if (edge.to() == stage.id()) {
                arrivals.add(new TaskPlan.Arrival(new Place(edge.operator(), edge.input()), wires.into(index)));
            }
            if (edge.from() == stage.id()) {
                departures.add(new TaskPlan.Departure(edge.output(), wires.writer(index, batchRows)));
            }
        }
        var result = plan.dataflow().result();
        if (result.isPresent() && result.getAsInt() == stage.id()) {
            var writer = ExchangeWriter.of(new Partitioning.Single(), List.of(plan.result()), batchRows, 0);
            departures.add(new TaskPlan.Departure(0, writer));
        }
        return new TaskPlan.Ends(arrivals, departures);
    }

    @Override
    public void close() {
        edges.forEach(wires ->
                wires.ends().forEach(row -> row.forEach(end -> end.channel().close())));
        spools.forEach(SpoolMemory::close);
    }
}
