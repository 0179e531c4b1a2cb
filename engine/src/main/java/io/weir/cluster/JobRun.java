package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.connector.Sink;
import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.Partitioning;
import io.weir.task.Failures;
import io.weir.task.TaskEnd;
import io.weir.task.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** One job in the hands of the JobManager: its state, and what a state can have done. All but {@link #send} on its thread. */
final class JobRun {
    /** The one checkpoint of a job that ends: its end. */
    private static final long END = Long.MAX_VALUE;

    private static final Duration GATHERING = Duration.ofSeconds(3);

    private JobPlan plan;
    private final JobManagerParts parts;
    private final TaskManagers taskManagers;
    private final Runnable forget;
    private final JobBoard board;
    private final Map<Integer, Sink.Committer> committers = new LinkedHashMap<>();
    private final TaskTable tasks = new TaskTable();
    private final Retry retry;

    /** Of blocking edges, by place. */
    private final Map<Integer, Integer> partitions = new HashMap<>();

    private JobState state = new JobState.Waiting();
    private Gathering gathering = Gathering.NOT_YET;

    /** From the first TaskManager on, for a while. */
    private enum Gathering {
        NOT_YET,
        ON,
        OVER
    }

    JobRun(JobPlan plan, ResultChannel result, JobManagerParts parts, TaskManagers taskManagers, Runnable forget) {
        this.plan = plan;
        this.parts = parts;
        this.taskManagers = taskManagers;
        this.forget = forget;
        this.board = new JobBoard(new JobCounters(plan.dataflow()), result, this::send);
        this.retry = new Retry(parts.retries(), board, tasks);
    }

    JobBoard board() {
        return board;
    }

    Executor mailbox() {
        return parts.mailbox();
    }

    Executor io() {
        return parts.io();
    }

    /** How many tasks of a stage there are at most. */
    int wantedSlots() {
        return plan.parallelism().values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    /** From any thread. */
    void send(JobEvent event) {
        mailbox().execute(() -> {
            try {
                state = state.on(event, this);
            } catch (RuntimeException | Error e) {
                state = state.on(new JobEvent.Failed(Failures.explain(e, "the JobManager")), this);
            }
        });
    }

    void prepare() {
        io().execute(() -> {
            try {
                for (var stage : plan.dataflow().stages()) {
                    prepare(stage);
                }
            } catch (Throwable failure) {
                send(new JobEvent.Failed(Failures.explain(failure, "the preparation of the job")));
            }
            send(new JobEvent.Prepared());
        });
    }

    private void prepare(Dataflow.Stage stage) throws Exception {
        if (stage.source().isPresent()) {
            var enumerator = stage.source().get().source().enumerate(null);
            board.counters().enumerated(stage, enumerator.counts());
            board.add(stage.id(), new SplitQueue(enumerator, this));
        }
        if (stage.sink().isPresent()) {
            committers.put(stage.id(), stage.sink().get().committer());
        }
    }

    /** Begins the tasks that wait for nothing any more, as soon as there is a TaskManager. */
    void begin() {
        if (Regions.next(plan.dataflow(), tasks.begun(), tasks.ended()).isEmpty()) {
            return;
        }
        if (taskManagers.all().isEmpty()) {
            parts.timer().after(parts.retries().patience(), () -> send(new JobEvent.Overdue()));
            return;
        }
        if (gathers()) {
            return;
        }
        revise();
        var begun = new ArrayList<Placement.Placed>();
        for (var stage : Regions.next(plan.dataflow(), tasks.begun(), tasks.ended())) {
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
        var most = Math.min(wantedSlots(), parts.provisioner().mostSlots());
        if (taskManagers.slots().size() >= most || gathering == Gathering.NOT_YET && taskManagers.areComplete()) {
            return false;
        }
        if (gathering == Gathering.NOT_YET) {
            gathering = Gathering.ON;
            parts.timer().after(GATHERING, () -> {
                mailbox().execute(() -> {
                    gathering = Gathering.OVER;
                    taskManagers.complete();
                });
                send(new JobEvent.Retry());
            });
        }
        return gathering == Gathering.ON;
    }

    private void begin(TaskManagerLink link, Placement placement, List<TaskId> there) {
        try {
            link.begin(board, plan, placement, there);
        } catch (RuntimeException e) {
            var failure = Optional.of(Failures.explain(e, "the beginning of a task"));
            there.forEach(task -> board.ended(new TaskEnd(task, failure, List.of()), Map.of()));
        }
    }

    /** What has begun once stays as it is, even if it must run again. */
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
                    targets = partitions.computeIfAbsent(place, written(targets));
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

    private static Function<Integer, Integer> written(int targets) {
        return place -> targets;
    }

    /** A task has ended well. False if it is a former run of one that runs again. */
    boolean ended(TaskEnd end, Map<Integer, EdgeStatistics> left) {
        return tasks.end(end, left);
    }

    /** True of the present run of a task, as long as it has not ended. */
    boolean runs(TaskId task) {
        return tasks.of(task.stage()).stream()
                .anyMatch(entry -> entry.id().equals(task) && entry.is(TaskTable.State.RUNNING));
    }

    boolean complete() {
        return tasks.complete(plan.dataflow());
    }

    boolean anyRuns() {
        return tasks.anyRuns();
    }

    /** Nothing of the job runs on a TaskManager that is lost. */
    void forget(String taskManager) {
        endAll(tasks.where(entry -> entry.placed().taskManager().equals(taskManager)));
    }

    private void endAll(List<TaskTable.Entry> running) {
        running.forEach(entry -> tasks.end(new TaskEnd(entry.id(), Optional.empty(), List.of()), Map.of()));
    }

    /** A task failed. Answers the job's error if that is its end. */
    Optional<EngineException> failed(TaskId task, EngineException cause) {
        var running = tasks.where(entry -> entry.id().equals(task) && entry.is(TaskTable.State.RUNNING));
        endAll(running);
        return running.isEmpty() ? Optional.empty() : again(running, List.of(), cause);
    }

    /** Answers the job's error if that is its end. */
    Optional<EngineException> lost(String taskManager, String reason) {
        var there = tasks.where(entry -> entry.placed().taskManager().equals(taskManager));
        var running = there.stream()
                .filter(entry -> entry.is(TaskTable.State.RUNNING))
                .toList();
        var ended =
                there.stream().filter(entry -> entry.is(TaskTable.State.ENDED)).toList();
        endAll(running);
        var cause = new EngineException(ErrorCode.CONNECTION, "lost the TaskManager " + taskManager + ": " + reason);
        return again(running, ended, cause);
    }

    private Optional<EngineException> again(
            List<TaskTable.Entry> failed, List<TaskTable.Entry> lost, EngineException cause) {
        var outcome = retry.plan(plan, failed, lost, cause);
        if (outcome.failure().isPresent()) {
            return outcome.failure();
        }
        cancel(tasks.where(
                entry -> entry.is(TaskTable.State.RUNNING) && outcome.again().contains(entry.id())));
        outcome.again().forEach(task -> {
            var queue = board.splits().get(task.stage());
            if (queue != null) {
                queue.giveBack(task);
            }
        });
        tasks.reset(outcome.again());
        if (!outcome.again().isEmpty()) {
            parts.timer().after(outcome.pause(), () -> send(new JobEvent.Retry()));
        }
        return Optional.empty();
    }

    void cancelTasks() {
        cancel(tasks.where(entry -> entry.is(TaskTable.State.RUNNING)));
    }

    private void cancel(List<TaskTable.Entry> running) {
        for (var link : taskManagers.all()) {
            var there = running.stream()
                    .filter(entry -> entry.placed().taskManager().equals(link.name()))
                    .map(TaskTable.Entry::id)
                    .toList();
            if (!there.isEmpty()) {
                link.cancel(plan.id(), there);
            }
        }
    }

    /** True if tasks wait, and there is no TaskManager to run them. */
    boolean waitsForTaskManager() {
        return taskManagers.all().isEmpty()
                && !Regions.next(plan.dataflow(), tasks.begun(), tasks.ended()).isEmpty();
    }

    void commit() {
        var tokens = tasks.tokens();
        io().execute(() -> {
            try {
                var rows = 0L;
                for (var committer : committers.entrySet()) {
                    var written = committer.getValue().commit(END, tokens.get(committer.getKey()));
                    rows = rows < 0 || written < 0 ? -1 : rows + written;
                }
                send(new JobEvent.Committed(rows));
            } catch (Throwable failure) {
                send(new JobEvent.Failed(Failures.explain(failure, "the commit of the job's sinks")));
            }
        });
    }

    void release(Outcome outcome) {
        var tokens = tasks.tokens();
        io().execute(() -> {
            var cleanup = new Cleanup();
            committers.forEach((stage, committer) -> {
                if (outcome.failure().isPresent()) {
                    cleanup.attempt(
                            "the withdrawal of what a sink wrote",
                            () -> committer.abort(tokens.getOrDefault(stage, List.of())));
                }
                cleanup.attempt("the end of a sink", committer::close);
            });
            board.splits().values().forEach(queue -> cleanup.attempt("the end of a source", queue::close));
            taskManagers
                    .all()
                    .forEach(link -> cleanup.attempt("the clearing of spilled data", () -> link.close(plan.id())));
            cleanup.failure().ifPresent(failure -> report(failure, outcome));
            send(new JobEvent.Released());
        });
    }

    private void report(EngineException failure, Outcome outcome) {
        outcome.failure().ifPresent(first -> first.addSuppressed(failure));
        send(new JobEvent.Failed(failure));
    }

    void ended(Outcome outcome) {
        forget.run();
        board.result().end(outcome);
    }
}
