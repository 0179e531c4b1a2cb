package io.weir.cluster;

import io.weir.exchange.Channel;
import io.weir.exchange.ChannelAddress;
import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.ExchangeWriter;
import io.weir.exchange.LocalChannel;
import io.weir.exchange.Runs;
import io.weir.exchange.Sender;
import io.weir.exchange.socket.SocketSender;
import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.Partitioning;
import io.weir.task.Place;
import io.weir.task.TaskId;
import io.weir.task.TaskPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ends of a job's edges in one process. Tasks that are neighbours here have a channel by reference; others are reached by sockets,
 * if there are any.
 */
final class Wiring implements AutoCloseable {
    private final String own;
    private final ExchangeSettings settings;
    private final KeptEdges kept;
    private final Optional<Sockets> sockets;
    private final JobLink link;
    private final Map<ChannelAddress, LocalChannel> channels = new ConcurrentHashMap<>();

    /** What tasks that have not failed write into. */
    private final Map<TaskId, List<SocketSender>> senders = new ConcurrentHashMap<>();

    /** @param own the name of this TaskManager */
    Wiring(String own, ExchangeSettings settings, KeptEdges kept, Optional<Sockets> sockets, JobLink link) {
        this.own = own;
        this.settings = settings;
        this.kept = kept;
        this.sockets = sockets;
        this.link = link;
    }

    /** Both ends of all edges of a task. */
    TaskPlan.Ends ends(JobPlan plan, Placement placement, TaskId task) {
        var arrivals = new ArrayList<TaskPlan.Arrival>();
        var departures = new ArrayList<TaskPlan.Departure>();
        var batchRows = plan.settings().batchRows();
        var all = plan.dataflow().edges();
        for (var place = 0; place < all.size(); place++) {
            var edge = all.get(place);
            var way = way(plan, placement, place);
            if (edge.to() == task.stage()) {
                var channels = into(plan, placement, way, task);
                arrivals.add(new TaskPlan.Arrival(new Place(edge.operator(), edge.input()), channels));
            }
            if (edge.from() == task.stage()) {
                departures.add(new TaskPlan.Departure(edge.output(), writer(plan, placement, way, task)));
            }
        }
        if (plan.answers(task.stage())) {
            var writer = ExchangeWriter.of(new Partitioning.Single(), List.of(link.result(task)), batchRows, 0);
            departures.add(new TaskPlan.Departure(0, writer));
        }
        return new TaskPlan.Ends(arrivals, departures);
    }

    private static Way way(JobPlan plan, Placement placement, int place) {
        var edge = plan.dataflow().edges().get(place);
        var partitions = placement.partitions().getOrDefault(place, 0);
        var writers = placement.tasks().getOrDefault(edge.from(), List.of());
        var readers = placement.tasks().getOrDefault(edge.to(), List.of());
        var shares = edge.partitioning() instanceof Partitioning.Hash
                ? plan.shares(edge.to(), partitions)
                : Shares.of(Runs.even(partitions, plan.parallelism().get(edge.to())));
        return new Way(place, edge, partitions, writers, readers, shares);
    }

    private ExchangeWriter writer(JobPlan plan, Placement placement, Way way, TaskId task) {
        var bounds =
                way.edge().partitioning() instanceof Partitioning.Range ? link.bounds(way.place(), task.index()) : null;
        var who = new Way.Task(task.index(), plan.settings().batchRows(), bounds);
        if (way.edge().delivery() == Dataflow.Delivery.BLOCKING) {
            return kept.writer(way, task, who);
        }
        var readers = way.isForward() ? List.of(way.readers().get(task.index())) : way.readers();
        var there = new ArrayList<Sender>();
        for (var reader : readers) {
            there.add(sender(address(plan, way, task, reader.task()), reader, task));
        }
        return way.write(runs(plan, placement, way), there, who);
    }

    private Sender sender(ChannelAddress address, Placement.Placed reader, TaskId task) {
        if (reader.taskManager().equals(own)) {
            return local(address);
        }
        var sender = sockets.orElseThrow().exchange().sender(address);
        senders.computeIfAbsent(task, absent -> new ArrayList<>()).add(sender);
        return sender;
    }

    private List<? extends Channel> into(JobPlan plan, Placement placement, Way way, TaskId task) {
        if (way.edge().delivery() == Dataflow.Delivery.BLOCKING) {
            return kept.into(way, placement.peers()::get, task.index());
        }
        var writers = way.isForward() ? List.of(way.writers().get(task.index())) : way.writers();
        return writers.stream()
                .map(writer -> {
                    var address = address(plan, way, writer.task(), task);
                    return writer.taskManager().equals(own)
                            ? local(address)
                            : sockets.orElseThrow()
                                    .exchange()
                                    .open(placement.peers().get(writer.taskManager()), address);
                })
                .toList();
    }

    private LocalChannel local(ChannelAddress address) {
        return channels.computeIfAbsent(address, absent -> new LocalChannel(settings));
    }

    private static ChannelAddress address(JobPlan plan, Way way, TaskId writer, TaskId reader) {
        return new ChannelAddress(plan.id(), way.place(), Placement.attemptOf(writer), Placement.attemptOf(reader));
    }

    /** The partitions by hash of a pipelined edge: as many as what was written for its readers has. */
    private static Runs runs(JobPlan plan, Placement placement, Way way) {
        var stage = way.edge().to();
        if (!(way.edge().partitioning() instanceof Partitioning.Hash)) {
            return Runs.each(way.readers().size());
        }
        var partitions = plan.parallelism().get(stage);
        var all = plan.dataflow().edges();
        for (var place = 0; place < all.size(); place++) {
            var edge = all.get(place);
            if (edge.to() == stage && edge.partitioning() instanceof Partitioning.Hash) {
                partitions = Math.max(partitions, placement.partitions().getOrDefault(place, 0));
            }
        }
        return plan.shares(stage, partitions).runs();
    }

    /** What a task that has ended left for blocking edges, by place. */
    Map<Integer, EdgeStatistics> left(JobPlan plan, TaskId task) {
        var left = new HashMap<Integer, EdgeStatistics>();
        var all = plan.dataflow().edges();
        for (var place = 0; place < all.size(); place++) {
            var edge = all.get(place);
            if (edge.from() == task.stage() && edge.delivery() == Dataflow.Delivery.BLOCKING) {
                left.put(place, kept.left(place, task));
            }
        }
        return left;
    }

    /** The task's readers need not know: they run again themselves. */
    void abandon(TaskId task) {
        kept.abandon(task);
        var open = senders.remove(task);
        if (open != null) {
            open.forEach(SocketSender::close);
        }
    }

    @Override
    public void close() {
        kept.close();
        channels.values().forEach(LocalChannel::close);
        senders.values().forEach(open -> open.forEach(SocketSender::close));
    }
}
