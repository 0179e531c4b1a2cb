package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.flow.Signal;
import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.Partitioning;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A task that reads splits, waits for what it reads of other tasks, answers or leaves something, and ends, well or not. */
final class SimulatedTask {
    private static final double FAILS = 0.004;
    private static final int MOST_BYTES = 10;
    private static final double IS_WRONG = 0.0005;

    private final Books.Run run;
    private final JobPlan plan;
    private final Placement placement;
    private final SimulatedContainer taskManager;
    private final Simulation simulation;

    /** Runs whose rows are on their way, and where those come from. */
    private final Map<Books.Run, String> unread = new HashMap<>();

    private boolean begun;
    private boolean over;
    private int waitsFor;

    SimulatedTask(Books.Run run, JobPlan plan, Placement placement, SimulatedContainer taskManager) {
        this.run = run;
        this.plan = plan;
        this.placement = placement;
        this.taskManager = taskManager;
        this.simulation = taskManager.setting().simulation();
    }

    Books.Run run() {
        return run;
    }

    private Dataflow.Stage stage() {
        return plan.dataflow().stage(run.task.stage());
    }

    void begin() {
        if (begun) {
            return;
        }
        begun = true;
        if (simulation.chance(FAILS)) {
            simulation.soon(() -> fail(ErrorCode.INTERNAL, "injected: a task failed"));
        } else if (simulation.chance(IS_WRONG)) {
            simulation.soon(() -> fail(ErrorCode.DIVISION_BY_ZERO, "injected: a row is wrong"));
        }
        var pause =
                simulation.chance(simulation.slowness()) ? simulation.random().nextInt(20_000) : simulation.delay();
        simulation.after(pause, () -> {
            if (stage().source().isPresent()) {
                readSplits();
            } else {
                readEdges();
            }
        });
    }

    private void readSplits() {
        if (over) {
            return;
        }
        taskManager.askForSplit(run.job, run.task, split -> {
            if (over) {
                return;
            }
            if (split.isEmpty()) {
                simulation.soon(this::readEdges);
            } else {
                run.splits.add(split.get());
                simulation.soon(() -> {
                    taskManager.send(new ControlMessage.SplitRead(run.job, 1));
                    readSplits();
                });
            }
        });
    }

    private void readEdges() {
        if (over) {
            return;
        }
        waitsFor = 1;
        var edges = plan.dataflow().edges();
        for (var place = 0; place < edges.size(); place++) {
            var edge = edges.get(place);
            if (edge.to() == run.task.stage()) {
                var writers = placement.tasks().get(edge.from());
                if (Books.isDivided(edge)) {
                    readPieces(place, edge, writers);
                    continue;
                }
                var forward = edge.partitioning() instanceof Partitioning.Forward;
                for (var writer : forward ? List.of(writers.get(run.task.index())) : writers) {
                    waitsFor++;
                    read(place, edge, writer, List.of());
                }
            }
        }
        hasRead();
    }

    /** Of each writer the partitions that are to be read of it. */
    private void readPieces(int place, Dataflow.Edge edge, List<Placement.Placed> writers) {
        var partitions = placement.partitions().get(place);
        run.partitions.put(place, partitions);
        var wanted = new TreeMap<Integer, List<Integer>>();
        for (var piece : plan.shares(run.task.stage(), partitions).of(place, run.task.index(), writers.size())) {
            for (var writer = piece.fromWriter(); writer < piece.toWriter(); writer++) {
                var of = wanted.computeIfAbsent(writer, absent -> new ArrayList<>());
                IntStream.range(piece.fromPartition(), piece.toPartition()).forEach(of::add);
            }
        }
        waitsFor += wanted.size();
        wanted.forEach((writer, of) -> read(place, edge, writers.get(writer), of));
    }

    private void read(int place, Dataflow.Edge edge, Placement.Placed writer, List<Integer> partitions) {
        var from = taskManager.setting().books().run(run.job, writer.task());
        var there = taskManager.setting().others().apply(writer.taskManager());
        if (there.isEmpty() || !placement.peers().containsKey(writer.taskManager())) {
            simulation.soon(() -> fail(ErrorCode.CONNECTION, "cannot read from " + writer));
        } else if (edge.delivery() == Dataflow.Delivery.BLOCKING) {
            simulation.soon(() -> readKept(place, from, there.get(), partitions));
        } else {
            there.get().onDeath(() -> simulation.soon(() -> failUnlessRead(place, from)));
            unread.put(from, writer.taskManager());
            from.onEnd(() -> simulation.soon(() -> pipelineEnded(place, from)));
        }
    }

    private void readKept(int place, Books.Run from, SimulatedContainer there, List<Integer> partitions) {
        if (there.has(run.job, from.name())) {
            run.read.computeIfAbsent(place, absent -> new HashSet<>()).add(from);
            partitions.forEach(partition -> run.parts
                    .computeIfAbsent(place, absent -> new TreeMap<>())
                    .computeIfAbsent(partition, absent -> new HashSet<>())
                    .add(from));
            hasRead();
        } else {
            fail(ErrorCode.CONNECTION, "cannot read what is not there: " + from.name());
        }
    }

    private void failUnlessRead(int place, Books.Run from) {
        if (!run.read.getOrDefault(place, Set.of()).contains(from)) {
            fail(ErrorCode.CONNECTION, "cannot read from one that is gone: " + from.name());
        }
    }

    /** Nothing comes from there any more. */
    void drop(String peer) {
        if (unread.containsValue(peer)) {
            simulation.soon(() -> fail(ErrorCode.CONNECTION, "cannot read from " + peer + ", which is lost"));
        }
    }

    private void pipelineEnded(int place, Books.Run from) {
        if (from.state == Books.State.WELL) {
            unread.remove(from);
            run.read.computeIfAbsent(place, absent -> new HashSet<>()).add(from);
            hasRead();
        } else if (simulation.chance(0.3)) {
            fail(ErrorCode.CONNECTION, "cannot read from a task that failed: " + from.name());
        }
        // else it waits until it is told to end
    }

    private void hasRead() {
        waitsFor--;
        if (waitsFor == 0 && !over) {
            simulation.soon(this::succeed);
        }
    }

    private void succeed() {
        if (over) {
            return;
        }
        if (plan.answers(run.task.stage())) {
            try {
                answer();
            } catch (EngineException lost) {
                fail(ErrorCode.CONNECTION, lost.getMessage());
                return;
            }
        }
        var tokens =
                stage().sink().isPresent() ? List.of(run.name().getBytes(StandardCharsets.UTF_8)) : List.<byte[]>of();
        end(Optional.empty(), tokens, left());
    }

    private void answer() {
        var own = taskManager.setting().exchange().of(taskManager.name());
        var sender = own.sender(Answers.ofTask(run.job, run.task));
        for (var row = 0; row < rows(run); row++) {
            sender.send(Steps.batch(run.number, row));
        }
        sender.send(new Signal.EndOfInput());
    }

    /** How many rows a run answers: no two runs need answer the same. */
    static int rows(Books.Run run) {
        return run.number * 31 % 20;
    }

    private Map<Integer, EdgeStatistics> left() {
        var left = new HashMap<Integer, EdgeStatistics>();
        var edges = plan.dataflow().edges();
        for (var place = 0; place < edges.size(); place++) {
            var edge = edges.get(place);
            if (edge.from() == run.task.stage() && edge.delivery() == Dataflow.Delivery.BLOCKING) {
                var partitions = placement.partitions().get(place);
                var bytes = simulation
                        .random()
                        .longs(partitions, 0, MOST_BYTES)
                        .boxed()
                        .toList();
                left.put(place, new EdgeStatistics(partitions, bytes));
            }
        }
        return left;
    }

    private void fail(ErrorCode code, String message) {
        if (!over) {
            end(Optional.of(new EngineException(code, message)), List.of(), Map.of());
        }
    }

    private void end(Optional<EngineException> failure, List<byte[]> tokens, Map<Integer, EdgeStatistics> left) {
        over = true;
        simulation.trace(() -> run.name() + " at " + taskManager.name() + " ended: " + failure);
        taskManager.ended(
                this,
                failure,
                new ControlMessage.TaskEnded(run.job, run.task, failure.map(Failure::of), tokens, left, List.of()));
    }

    /** It ends at its next step. */
    void cancel() {
        run.cancelled = true;
        simulation.soon(() -> fail(ErrorCode.CANCELLED, "the task was cancelled"));
    }

    /** Its process is gone. */
    void vanish() {
        if (!over) {
            over = true;
            run.end(Books.State.GONE);
        }
    }
}
