package io.weir.cluster;

import io.weir.exchange.OutputWriter;
import io.weir.graph.EdgeStatistics;
import io.weir.memory.MemoryPool;
import io.weir.memory.SpillDirectory;
import io.weir.operator.Helpers;
import io.weir.operator.RuntimeFilter;
import io.weir.task.Failures;
import io.weir.task.RunningTask;
import io.weir.task.SplitSupply;
import io.weir.task.TaskEnd;
import io.weir.task.TaskEnvironment;
import io.weir.task.TaskId;
import io.weir.task.TaskPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/** One job in one TaskManager: its tasks and what they share. */
final class JobScope implements TaskEnvironment, AutoCloseable {
    private final String job;
    private final String own;
    private final int batchRows;
    private final TaskManagerParts parts;
    private final JobLink link;
    private final MemoryPool memory;
    private final SpillDirectory spill;
    private final Wiring wiring;
    private final Map<String, Shared<?>> shared = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> neighbours = new ConcurrentHashMap<>();

    /** Guarded by itself. */
    private final Map<TaskId, RunningTask> running = new LinkedHashMap<>();

    /** Tasks that ended well. Guarded by the running ones. */
    private final List<TaskId> kept = new ArrayList<>();

    private boolean closed;

    /** @param own the name of the TaskManager */
    JobScope(JobPlan plan, String own, TaskManagerParts parts, Optional<Sockets> sockets, JobLink link) {
        this.job = plan.id();
        this.own = own;
        this.batchRows = plan.settings().batchRows();
        this.parts = parts;
        this.link = link;
        var wanted = plan.settings().operatorMemory();
        this.memory =
                wanted > 0 ? new MemoryPool(Math.min(wanted, parts.memory().total())) : parts.memory();
        this.spill = parts.spill().job(plan.id());
        this.wiring = new Wiring(own, parts.exchange(), kept(sockets), sockets, link);
    }

    private KeptEdges kept(Optional<Sockets> sockets) {
        if (sockets.isEmpty()) {
            return new SpooledEdges(memory, spill);
        }
        var files = new OutputWriter.Parts(parts.exchange().network(), memory, spill);
        return new StoredEdges(job, sockets.get(), files);
    }

    /** Makes these tasks, then starts them. */
    void begin(JobPlan plan, Placement placement, List<TaskId> tasks) {
        placement
                .tasks()
                .forEach((stage, all) -> neighbours.put(stage, (int) all.stream()
                        .filter(task -> task.taskManager().equals(own))
                        .count()));
        var begun = new LinkedHashMap<TaskId, RunningTask>();
        try {
            for (var id : tasks) {
                begun.put(id, task(plan, placement, id));
            }
        } catch (RuntimeException e) {
            tasks.forEach(wiring::abandon);
            throw e;
        }
        synchronized (running) {
            running.putAll(begun);
        }
        begun.values().forEach(RunningTask::wake);
    }

    private RunningTask task(JobPlan plan, Placement placement, TaskId id) {
        var stage = plan.dataflow().stage(id.stage());
        var ends = wiring.ends(plan, placement, id);
        var task = new TaskPlan(id, stage, plan.parallelism(stage), ends, link.counters(id), this);
        return new RunningTask(task, parts.threads().carriers(), parts.sliceNanos(), end -> ended(plan, end));
    }

    private void ended(JobPlan plan, TaskEnd end) {
        var told = end;
        Map<Integer, EdgeStatistics> left = Map.of();
        try {
            if (end.failure().isPresent()) {
                wiring.abandon(end.id());
            } else {
                left = wiring.left(plan, end.id());
            }
        } catch (RuntimeException e) {
            var failure = end.failure().or(() -> Optional.of(Failures.explain(e, "what a task left")));
            told = new TaskEnd(end.id(), failure, end.tokens());
        }
        var last = false;
        synchronized (running) {
            running.remove(end.id());
            if (told.failure().isEmpty()) {
                kept.add(end.id());
            }
            last = closed && running.isEmpty();
        }
        if (last) {
            release();
        }
        link.ended(new TaskEnd(told.id(), told.failure().map(parts.log()::with), told.tokens()), left);
    }

    /** What those left that have ended by now is of no use. */
    void cancel(List<TaskId> tasks) {
        List<TaskId> ended;
        synchronized (running) {
            tasks.stream()
                    .filter(running::containsKey)
                    .forEach(task -> running.get(task).cancel());
            ended = tasks.stream().filter(kept::remove).toList();
        }
        ended.forEach(wiring::abandon);
    }

    void cancelAll() {
        synchronized (running) {
            running.values().forEach(RunningTask::cancel);
        }
    }

    /** The tasks that ended well, whose outputs are here. */
    List<TaskId> kept() {
        synchronized (running) {
            return List.copyOf(kept);
        }
    }

    @Override
    public String job() {
        return job;
    }

    @Override
    public int batchRows() {
        return batchRows;
    }

    @Override
    public MemoryPool memory() {
        return memory;
    }

    @Override
    public SpillDirectory spill() {
        return spill;
    }

    @Override
    public Executor io() {
        return parts.threads().io();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T shared(String name, Function<Helpers, T> build) {
        return ((Shared<T>) shared.computeIfAbsent(name, absent -> new Shared<T>())).get(build);
    }

    @Override
    public int neighbours(int stage) {
        return neighbours.get(stage);
    }

    @Override
    public void publish(String filter, TaskId task, RuntimeFilter part, int partCount) {
        link.publish(filter, task, part, partCount);
    }

    @Override
    public void listen(String filter, Consumer<RuntimeFilter> listener) {
        link.listen(filter, listener);
    }

    @Override
    public SplitSupply splits(TaskId task) {
        return link.splits(task);
    }

    @Override
    public void wakeAt(long processingTime, Consumer<Long> callback) {
        parts.threads().alarm().at(processingTime, callback);
    }

    /** Lets all go, as soon as no task runs any more. */
    @Override
    public void close() {
        synchronized (running) {
            closed = true;
            if (!running.isEmpty()) {
                running.values().forEach(RunningTask::cancel);
                return;
            }
        }
        release();
    }

    private void release() {
        shared.clear();
        wiring.close();
        parts.spill().remove(spill);
        link.close();
    }
}
