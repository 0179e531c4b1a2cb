package io.weir.cluster;

import io.weir.EngineException;
import io.weir.connector.Sink;
import io.weir.graph.Dataflow;
import io.weir.task.Failures;
import io.weir.task.TaskEnd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** One job in the hands of the JobManager: its state, and what a state can have done. All but {@link #send} on its thread. */
final class JobRun {
    /** The one checkpoint of a job that ends: its end. */
    private static final long END = Long.MAX_VALUE;

    private JobPlan plan;
    private final TaskManager taskManager;
    private final Executor mailbox;
    private final Executor io;
    private final Runnable forget;
    private final Map<Integer, SplitQueue> splits = new LinkedHashMap<>();
    private final Map<Integer, Sink.Committer> committers = new LinkedHashMap<>();
    private final Map<Integer, List<byte[]>> tokens = new HashMap<>();
    private final Set<Integer> begun = new HashSet<>();
    private final Set<Integer> ended = new HashSet<>();
    private final Map<Integer, Integer> running = new HashMap<>();
    private Optional<JobScope> scope = Optional.empty();
    private JobState state = new JobState.Waiting();

    JobRun(JobPlan plan, TaskManager taskManager, Executor mailbox, Executor io, Runnable forget) {
        this.plan = plan;
        this.taskManager = taskManager;
        this.mailbox = mailbox;
        this.io = io;
        this.forget = forget;
    }

    Executor mailbox() {
        return mailbox;
    }

    Executor io() {
        return io;
    }

    /** From any thread. */
    void send(JobEvent event) {
        mailbox.execute(() -> {
            try {
                state = state.on(event, this);
            } catch (RuntimeException | Error e) {
                state = state.on(new JobEvent.Failed(Failures.explain(e, "the JobManager")), this);
            }
        });
    }

    void prepare() {
        io.execute(() -> {
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
            plan.counters().enumerated(stage, enumerator.counts());
            splits.put(
                    stage.id(), new SplitQueue(enumerator, this, plan.counters().scans()));
        }
        if (stage.sink().isPresent()) {
            committers.put(stage.id(), stage.sink().get().committer());
        }
    }

    /** Begins the stages that wait for no other; answers the number of tasks. */
    int deploy() {
        scope = Optional.of(taskManager.open(plan, splits, end -> send(new JobEvent.TaskEnded(end))));
        return begin();
    }

    /** A task has ended well. Answers the number of tasks that begin because of it. */
    int ended(TaskEnd end) {
        keepTokens(end);
        var stage = end.id().stage();
        if (running.merge(stage, -1, Integer::sum) > 0) {
            return 0;
        }
        ended.add(stage);
        return begin();
    }

    private int begin() {
        if (Regions.next(plan.dataflow(), begun, ended).isEmpty()) {
            return 0;
        }
        var deployed = scope.orElseThrow();
        var edges = plan.dataflow().edges();
        plan = plan.revised(
                deployed.seen(place -> ended.contains(edges.get(place).from())
                        && !begun.contains(edges.get(place).to())));
        var next = Regions.next(plan.dataflow(), begun, ended);
        for (var stage : next) {
            begun.add(stage.id());
            running.put(stage.id(), plan.parallelism(stage));
        }
        return deployed.begin(plan, next);
    }

    void cancelTasks() {
        scope.ifPresent(JobScope::cancelTasks);
    }

    void keepTokens(TaskEnd end) {
        tokens.computeIfAbsent(end.id().stage(), stage -> new ArrayList<>()).addAll(end.tokens());
    }

    void commit() {
        io.execute(() -> {
            try {
                var rows = 0L;
                for (var committer : committers.entrySet()) {
                    var written = committer.getValue().commit(END, tokens(committer.getKey()));
                    rows = rows < 0 || written < 0 ? -1 : rows + written;
                }
                send(new JobEvent.Committed(rows));
            } catch (Throwable failure) {
                send(new JobEvent.Failed(Failures.explain(failure, "the commit of the job's sinks")));
            }
        });
    }

    void release(Outcome outcome) {
        io.execute(() -> {
            var cleanup = new Cleanup();
            committers.forEach((stage, committer) -> {
                if (outcome.failure().isPresent()) {
                    cleanup.attempt("the withdrawal of what a sink wrote", () -> committer.abort(tokens(stage)));
                }
                cleanup.attempt("the end of a sink", committer::close);
            });
            splits.values().forEach(queue -> cleanup.attempt("the end of a source", queue::close));
            scope.ifPresent(deployed -> cleanup.attempt("the clearing of spilled data", deployed::close));
            cleanup.failure().ifPresent(failure -> report(failure, outcome));
            send(new JobEvent.Released());
        });
    }

    private void report(EngineException failure, Outcome outcome) {
        outcome.failure().ifPresent(first -> first.addSuppressed(failure));
        send(new JobEvent.Failed(failure));
    }

    private List<byte[]> tokens(int stage) {
        return tokens.getOrDefault(stage, List.of());
    }

    void ended(Outcome outcome) {
        forget.run();
        plan.result().end(outcome);
    }
}
