package io.weir.cluster;

import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.Partitioning;
import io.weir.task.Failures;
import io.weir.task.TaskEnd;
import io.weir.task.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Begins the stages of one job: which of them when, as what, in how many tasks, and where. Owned by the JobManager's thread. */
final class Scheduler {
    private static final Duration GATHERING = Duration.ofSeconds(3);
    private static final int MOST_HOSTS = 16;

    /** So many partitions are written for each task that will read, so that their bytes can be dealt out about evenly. */
    private static final int PARTITIONS_A_TASK = 8;

    /** More are written only if there are more tasks. */
    private static final int MOST_PARTITIONS = 128;

    private final JobManagerParts parts;
    private final TaskManagers taskManagers;
    private final JobBoard board;
    private final TaskTable tasks;
    private final Retry retry;
    private JobPlan plan;

    /** Of blocking edges, by place. */
    private final Map<Integer, Integer> partitions = new HashMap<>();

    /** Sources have been enumerated. */
    private boolean prepared;

    /** For so many slots the job waits or has waited. */
    private int awaited;

    private boolean gathering;

    Scheduler(
            JobPlan plan,
            JobManagerParts parts,
            TaskManagers taskManagers,
            JobBoard board,
            TaskTable tasks,
            Retry retry) {
        this.plan = plan;
        this.parts = parts;
        this.taskManagers = taskManagers;
        this.board = board;
        this.tasks = tasks;
        this.retry = retry;
    }

    /** As it was last revised. */
    JobPlan plan() {
        return plan;
    }

    /** Of blocking edges that have begun, by place. */
    Map<Integer, Integer> partitions() {
        return Map.copyOf(partitions);
    }

    /** As a former JobManager left them. */
    void restore(Map<Integer, Integer> former) {
        partitions.putAll(former);
    }

    /** How many tasks there are at most of a stage that runs or could begin; one before anything is known. */
    int wantedSlots() {
        if (!prepared) {
            return 1;
        }
        return active().stream().mapToInt(plan.parallelism()::get).max().orElse(0);
    }

    /** Hosts of what is read by sources that run or could begin, the best first. */
    List<String> near() {
        var hosts = new HashMap<String, Integer>();
        if (prepared) {
            active().stream()
                    .map(board.splits()::get)
                    .filter(Objects::nonNull)
                    .forEach(queue -> queue.hosts().forEach((host, splits) -> hosts.merge(host, splits, Integer::sum)));
        }
        return hosts.keySet().stream()
                .sorted(Comparator.comparing((String host) -> -hosts.get(host)).thenComparing(host -> host))
                .limit(MOST_HOSTS)
                .toList();
    }

    /** Stages that run or could begin. */
    private Set<Integer> active() {
        var stages = tasks.known();
        stages.removeAll(tasks.ended());
        next().forEach(stage -> stages.add(stage.id()));
        return stages;
    }

    /** TaskManagers on which something runs, or that keep what tasks still read. */
    Set<String> used() {
        var kept = tasks
                .where(entry -> entry.is(TaskTable.State.ENDED)
                        && isStillRead(entry.id().stage()))
                .stream()
                .map(TaskTable.Entry::placed);
        return Stream.concat(kept, tasks.runs().stream())
                .map(Placement.Placed::taskManager)
                .collect(Collectors.toSet());
    }

    private boolean isStillRead(int stage) {
        var ended = tasks.ended();
        return plan.dataflow().edgesFrom(stage).stream()
                .anyMatch(edge -> edge.delivery() == Dataflow.Delivery.BLOCKING && !ended.contains(edge.to()));
    }

    /** True if tasks wait, and there is no TaskManager to run them. */
    boolean waitsForTaskManager() {
        return taskManagers.all().isEmpty() && !next().isEmpty();
    }

    private List<Dataflow.Stage> next() {
        return Regions.next(plan.dataflow(), tasks.begun(), tasks.ended());
    }

    /** Begins the tasks that wait for nothing any more, as soon as there is a TaskManager. */
    void begin() {
        if (next().isEmpty()) {
            return;
        }
        prepared = true;
        revise();
        if (taskManagers.all().isEmpty()) {
            parts.timer().after(parts.settings().patience(), () -> board.tell(new JobEvent.Overdue()));
            return;
        }
        if (gathers()) {
            return;
        }
        var begun = new ArrayList<Placement.Placed>();
        for (var stage : next()) {
            begun.addAll(begin(stage));
        }
        var placement = new Placement(taskManagers.peers(), tasks.placed(), partitions);
        for (var link : taskManagers.all()) {
            var there = begun.stream()
                    .filter(placed -> placed.taskManager().equals(link.name()))
                    .map(Placement.Placed::task)
                    .toList();
            if (!there.isEmpty()) {
                begin(link, placement, there);
            }
        }
    }

    /** True while more TaskManagers are on their way: tasks that begin stay where they are. */
    private boolean gathers() {
        var most = Math.min(wantedSlots(), parts.provisioner().slotsInReach());
        if (there() >= most || taskManagers.areComplete()) {
            return false;
        }
        if (most > awaited) {
            awaited = most;
            gathering = true;
            parts.timer().after(GATHERING, () -> parts.mailbox().execute(() -> gathered(most)));
        }
        return gathering;
    }

    /** How many slots are there, usable or not. */
    private int there() {
        return taskManagers.all().stream().mapToInt(TaskManagerLink::slots).sum();
    }

    private void gathered(int most) {
        if (most < awaited) {
            return;
        }
        gathering = false;
        if (there() < most) {
            taskManagers.complete();
        }
        board.tell(new JobEvent.Retry());
    }

    private void begin(TaskManagerLink link, Placement placement, List<TaskId> there) {
        try {
            board.place(link.name());
            link.begin(board, plan, placement, there);
        } catch (RuntimeException e) {
            var failure = Optional.of(Failures.explain(e, "the beginning of a task"));
            there.forEach(task -> board.ended(new TaskEnd(task, failure, List.of()), Map.of()));
        }
    }

    /** Begins a task once more, somewhere else. Answers that run; none if it cannot read yet what the first one reads. */
    Optional<Placement.Placed> repeat(TaskId first, String taskManager) {
        var second = new Placement.Placed(new TaskId(first.stage(), first.index(), retry.next()), taskManager);
        var queue = board.splits().get(first.stage());
        if (queue != null && !queue.repeat(first, second.task())) {
            return Optional.empty();
        }
        board.counters().repeat(second.task());
        var placed = tasks.placed();
        var stage = new ArrayList<>(placed.get(first.stage()));
        stage.set(first.index(), second);
        placed.put(first.stage(), stage);
        tasks.copy(first, second);
        var placement = new Placement(taskManagers.peers(), placed, partitions);
        begin(taskManagers.get(taskManager), placement, List.of(second.task()));
        return Optional.of(second);
    }

    /** These runs end at their next step. */
    void cancel(Collection<Placement.Placed> runs) {
        for (var link : taskManagers.all()) {
            var there = runs.stream()
                    .filter(placed -> placed.taskManager().equals(link.name()))
                    .map(Placement.Placed::task)
                    .toList();
            if (!there.isEmpty()) {
                link.cancel(plan.id(), there);
            }
        }
    }

    /** By what is there by now. What has begun once stays as it is, even if it must run again. */
    private void revise() {
        var known = tasks.known();
        var ended = tasks.ended();
        var edges = plan.dataflow().edges();
        var seen = new HashMap<Integer, EdgeStatistics>();
        for (var place = 0; place < edges.size(); place++) {
            var edge = edges.get(place);
            if (partitions.containsKey(place) && ended.contains(edge.from()) && !known.contains(edge.to())) {
                seen.put(place, tasks.left(edge.from(), place));
            }
        }
        plan = plan.revised(seen);
        var least = parts.settings().leastTaskBytes();
        var demand = new Demand(plan.dataflow(), board.splits(), tasks, least);
        var fresh = next().stream().filter(stage -> !known.contains(stage.id())).toList();
        plan = plan.limited(demand.of(fresh));
        plan = plan.dealt(new Balance(plan, tasks).of(fresh));
        board.counters().revised(plan.dataflow());
    }

    private List<Placement.Placed> begin(Dataflow.Stage stage) {
        var writers = plan.parallelism(stage);
        var edges = plan.dataflow().edges();
        for (var place = 0; place < edges.size(); place++) {
            var edge = edges.get(place);
            if (edge.from() == stage.id()) {
                var forward = edge.partitioning() instanceof Partitioning.Forward;
                var targets = forward ? 1 : plan.parallelism().get(edge.to());
                if (edge.delivery() == Dataflow.Delivery.BLOCKING) {
                    targets = written(place, edge, targets);
                }
                if (edge.partitioning() instanceof Partitioning.Range) {
                    board.ranges(place, writers, targets);
                }
            }
        }
        board.counters().begin(stage, writers);
        var begun = tasks.begin(stage.id(), writers, retry.attempt(), taskManagers.slots());
        begun.forEach(placed -> board.counters().renew(placed.task()));
        return begun;
    }

    /** In how many partitions a blocking edge is written: by hash in as many as others into the same stage. */
    private int written(int place, Dataflow.Edge edge, int targets) {
        var edges = plan.dataflow().edges();
        var others = partitions.keySet().stream()
                .filter(other -> edges.get(other).to() == edge.to()
                        && edges.get(other).partitioning() instanceof Partitioning.Hash)
                .map(partitions::get)
                .findFirst();
        var finer = targets == 1 ? 1 : Math.max(targets, Math.min(targets * PARTITIONS_A_TASK, MOST_PARTITIONS));
        var isHash = edge.partitioning() instanceof Partitioning.Hash;
        return partitions.computeIfAbsent(place, absent -> isHash ? others.orElse(finer) : targets);
    }
}
