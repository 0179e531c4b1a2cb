package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.connector.Sink;
import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
import io.weir.task.Failures;
import io.weir.task.TaskEnd;
import io.weir.task.TaskId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One job in the hands of the JobManager: its state, and what a state can have done. All but {@link #send} on its thread. */
final class JobRun {
    /** The one checkpoint of a job that ends: its end. */
    private static final long END = Long.MAX_VALUE;

    /** TaskManagers look often, so most of the time is for other processes. */
    private static final int PARTS_OF_TAKEOVER = 6;

    /** How long it takes at most until it is known why a TaskManager was lost. */
    private static final int EXPLANATION_SECONDS = 5;

    private static final Duration GRUDGE = Duration.ofMinutes(10);

    private final JobManagerParts parts;
    private final TaskManagers taskManagers;
    private final JobNotes notes;
    private final Owner owner;
    private final JobBoard board;
    private final Map<Integer, Sink.Committer> committers = new LinkedHashMap<>();
    private final TaskTable tasks = new TaskTable();
    private final Retry retry;
    private final Scheduler scheduler;
    private final Speculation speculation;

    private Optional<Adoption> adoption = Optional.empty();
    private JobState state = new JobState.Waiting();

    /** The TaskManager whose loss ended the job. */
    private Optional<String> fatal = Optional.empty();

    /** Who hears, on the JobManager's thread, that something may have changed, and of the end. */
    record Owner(Runnable changed, Runnable ended) {}

    JobRun(
            JobPlan plan,
            ResultChannel result,
            JobManagerParts parts,
            TaskManagers taskManagers,
            JobNotes notes,
            Owner owner) {
        this.parts = parts;
        this.taskManagers = taskManagers;
        this.notes = notes;
        this.owner = owner;
        this.board = new JobBoard(new JobCounters(plan.dataflow()), result, this::send);
        this.retry = new Retry(parts.settings(), board, tasks, parts.journal().firstAttempt());
        this.scheduler = new Scheduler(plan, parts, taskManagers, board, tasks, retry);
        this.speculation = new Speculation(parts, taskManagers, board, tasks, scheduler);
    }

    JobBoard board() {
        return board;
    }

    /** Begins what waits for nothing any more, and knows what begins when. */
    Scheduler scheduler() {
        return scheduler;
    }

    private JobPlan plan() {
        return scheduler.plan();
    }

    Executor mailbox() {
        return parts.mailbox();
    }

    Executor io() {
        return parts.io();
    }

    /** From any thread. */
    void send(JobEvent event) {
        mailbox().execute(() -> {
            try {
                state = state.on(event, this);
            } catch (RuntimeException | Error e) {
                state = state.on(new JobEvent.Failed(Failures.explain(e, "the JobManager")), this);
            }
            owner.changed().run();
        });
    }

    /** What it leaves for a JobManager that follows. */
    JobNotes notes() {
        return notes;
    }

    boolean adopts() {
        return adoption.isPresent();
    }

    /** Finds what a former JobManager left of it. */
    Adoption adoption() {
        return adoption.orElseThrow();
    }

    /** A former JobManager had it. Before anything is sent. */
    void adopt(RecoveredJob job) {
        scheduler.restore(job.partitions());
        var found = new Adoption(job, plan(), tasks, taskManagers);
        found.restore(board);
        adoption = Optional.of(found);
        parts.timer()
                .after(parts.settings().takeover().dividedBy(PARTS_OF_TAKEOVER), () -> send(new JobEvent.Waited()));
    }

    /** Goes on from there. What runs again has not ended for the next JobManager but one either. */
    void settle() {
        notes.again(adoption().settle());
    }

    /** Begins what waits for nothing any more. */
    void begin() {
        scheduler.begin();
        speculation.look();
        notes.planned(plan(), scheduler.partitions());
    }

    void prepare() {
        io().execute(() -> {
            try {
                for (var stage : plan().dataflow().stages()) {
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

    /** A task has ended well, or for good. False if it is a former run of one that runs again. */
    boolean ended(TaskEnd end, Map<Integer, EdgeStatistics> left) {
        if (end.failure().isEmpty()) {
            speculation.won(end.id());
        }
        if (!tasks.end(end, left)) {
            return false;
        }
        if (end.failure().isEmpty()) {
            var entry = tasks.of(end.id().stage()).get(end.id().index());
            notes.done(end, entry.placed().taskManager(), left);
        }
        return true;
    }

    /** A task has ended in a job that ends, somehow. */
    void left(TaskEnd end, Map<Integer, EdgeStatistics> left) {
        var survives = end.failure().isPresent()
                && speculation.survives(end.id(), end.failure().get());
        if (!survives) {
            ended(end, left);
        }
    }

    /** True of the present run of a task, and of a second one beside it, as long as it has not ended. */
    boolean runs(TaskId task) {
        return tasks.running(task).isPresent();
    }

    /** Where a task runs; empty if that is unknown. */
    String host(TaskId task) {
        return tasks.running(task)
                .map(run -> taskManagers.host(run.taskManager()))
                .orElse("");
    }

    boolean complete() {
        return tasks.complete(plan().dataflow());
    }

    boolean anyRuns() {
        return !tasks.runs().isEmpty();
    }

    /** Nothing of the job runs on a TaskManager that is lost. */
    void forget(String taskManager) {
        speculation.lost(taskManager);
        endAll(tasks.where(entry -> entry.placed().taskManager().equals(taskManager)));
    }

    private void endAll(List<TaskTable.Entry> running) {
        running.forEach(entry -> tasks.end(new TaskEnd(entry.id(), Optional.empty(), List.of()), Map.of()));
    }

    /** A task failed. Answers the job's error if that is its end. */
    Optional<EngineException> failed(TaskId task, EngineException cause) {
        var where = tasks.running(task);
        where.ifPresent(run -> blame(run.taskManager(), cause));
        if (speculation.survives(task, cause)) {
            return Optional.empty();
        }
        var running = tasks.where(entry -> entry.id().equals(task) && entry.is(TaskTable.State.RUNNING));
        endAll(running);
        if (running.isEmpty()) {
            return Optional.empty();
        }
        return again(running, cause);
    }

    /** A failure speaks against its TaskManager for a while, unless the user made a mistake or another process left. */
    private void blame(String taskManager, EngineException cause) {
        var again = parts.settings().taskAttempts() > 1;
        if (again && cause.code().type() != ErrorCode.Type.USER && cause.code() != ErrorCode.CONNECTION) {
            taskManagers.failed(taskManager);
            parts.timer().after(GRUDGE, () -> taskManagers.forgive(taskManager));
        }
    }

    /** Answers the job's error if that is its end. */
    Optional<EngineException> lost(String taskManager, String reason) {
        speculation.lost(taskManager);
        var there = tasks.where(entry -> entry.placed().taskManager().equals(taskManager));
        var running = there.stream()
                .filter(entry -> entry.is(TaskTable.State.RUNNING))
                .toList();
        var ended =
                there.stream().filter(entry -> entry.is(TaskTable.State.ENDED)).toList();
        endAll(running);
        tasks.lose(ended);
        var cause = new EngineException(ErrorCode.CONNECTION, "lost the TaskManager " + taskManager + ": " + reason);
        var failure = again(running, cause);
        failure.ifPresent(end -> fatal = Optional.of(taskManager));
        return failure;
    }

    private Optional<EngineException> again(List<TaskTable.Entry> failed, EngineException cause) {
        var outcome = retry.plan(plan(), failed, cause);
        if (outcome.failure().isPresent()) {
            return outcome.failure();
        }
        speculation.drop(outcome.again());
        scheduler.cancel(tasks.runs().stream()
                .filter(run -> outcome.again().contains(run.task()))
                .toList());
        outcome.again().forEach(task -> {
            var queue = board.splits().get(task.stage());
            if (queue != null) {
                queue.giveBack(task);
            }
        });
        tasks.reset(outcome.again());
        notes.again(outcome.again());
        if (!outcome.again().isEmpty()) {
            parts.timer().after(outcome.pause(), () -> send(new JobEvent.Retry()));
        }
        return Optional.empty();
    }

    void cancelTasks() {
        scheduler.cancel(tasks.runs());
    }

    void commit() {
        var tokens = tasks.tokens();
        io().execute(() -> {
            try {
                parts.journal().confirm();
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
            board.splits().values().forEach(queue -> cleanup.attempt("the end of a source", queue::close));
            cleanup.attempt("the end of the job", () -> {
                // whoever has taken over goes on with what is there
                parts.journal().confirm();
                releaseSinks(outcome, tokens, cleanup);
                taskManagers
                        .all()
                        .forEach(
                                link -> cleanup.attempt("the clearing of spilled data", () -> link.close(plan().id())));
            });
            cleanup.failure().ifPresent(failure -> report(failure, outcome));
            send(new JobEvent.Released(outcome.failure().flatMap(this::explained)));
        });
    }

    private void releaseSinks(Outcome outcome, Map<Integer, List<byte[]>> tokens, Cleanup cleanup) {
        committers.forEach((stage, committer) -> {
            if (outcome.failure().isPresent()) {
                cleanup.attempt(
                        "the withdrawal of what a sink wrote",
                        () -> committer.abort(tokens.getOrDefault(stage, List.of())));
            }
            cleanup.attempt("the end of a sink", committer::close);
        });
    }

    /** The job's error with what has become known of a TaskManager whose loss it was. On the IO executor. */
    private Optional<EngineException> explained(EngineException failure) {
        if (fatal.isEmpty()) {
            return Optional.empty();
        }
        try {
            var why = parts.provisioner().end(fatal.get()).get(EXPLANATION_SECONDS, TimeUnit.SECONDS);
            return why.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new EngineException(failure.code(), failure.getMessage() + "; " + why, failure));
        } catch (InterruptedException | ExecutionException | TimeoutException unknown) {
            return Optional.empty();
        }
    }

    private void report(EngineException failure, Outcome outcome) {
        outcome.failure().ifPresent(first -> first.addSuppressed(failure));
        send(new JobEvent.Failed(failure));
    }

    void ended(Outcome outcome) {
        owner.ended().run();
        notes.ended(outcome, () -> board.result().end(outcome));
    }
}
