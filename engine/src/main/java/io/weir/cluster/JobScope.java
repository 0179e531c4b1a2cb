package io.weir.cluster;

import io.weir.memory.MemoryPool;
import io.weir.memory.SpillDirectory;
import io.weir.operator.RuntimeFilter;
import io.weir.task.RunningTask;
import io.weir.task.SplitSupply;
import io.weir.task.TaskEnd;
import io.weir.task.TaskEnvironment;
import io.weir.task.TaskId;
import io.weir.task.TaskPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One job in one TaskManager: its tasks and what they share. */
final class JobScope implements TaskEnvironment, AutoCloseable {
    private final JobPlan plan;
    private final Map<Integer, SplitSupply> splits;
    private final TaskManagerParts parts;
    private final Runnable forget;
    private final MemoryPool memory;
    private final SpillDirectory spill;
    private final Wiring wiring;
    private final FilterBoard filters = new FilterBoard();
    private final Map<String, Shared<?>> shared = new ConcurrentHashMap<>();
    private final List<RunningTask> tasks = new ArrayList<>();

    JobScope(JobPlan plan, Map<Integer, SplitSupply> splits, TaskManagerParts parts, Runnable forget) {
        this.plan = plan;
        this.splits = splits;
        this.parts = parts;
        this.forget = forget;
        var own = plan.settings().operatorMemory();
        this.memory = own > 0 ? new MemoryPool(Math.min(own, parts.memory().total())) : parts.memory();
        this.spill = parts.spill().job(plan.id());
        this.wiring = new Wiring(plan, parts.exchange(), memory, spill);
    }

    /** Makes the tasks, then starts them. */
    void start(Consumer<TaskEnd> listener) {
        for (var stage : plan.dataflow().stages()) {
            var parallelism = plan.parallelism(stage);
            for (var index = 0; index < parallelism; index++) {
                var task = new TaskPlan(
                        new TaskId(stage.id(), index),
                        stage,
                        parallelism,
                        wiring.ends(stage, index),
                        plan.counters().task(stage.id(), index),
                        this);
                tasks.add(new RunningTask(task, parts.threads().carriers(), parts.sliceNanos(), listener));
            }
        }
        tasks.forEach(RunningTask::wake);
    }

    int taskCount() {
        return tasks.size();
    }

    void cancelTasks() {
        tasks.forEach(RunningTask::cancel);
    }

    @Override
    public String job() {
        return plan.id();
    }

    @Override
    public int batchRows() {
        return plan.settings().batchRows();
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
    public <T> T shared(String name, Supplier<T> build) {
        return ((Shared<T>) shared.computeIfAbsent(name, absent -> new Shared<T>())).get(build);
    }

    @Override
    public void publish(String filter, RuntimeFilter part, int partCount) {
        filters.publish(filter, part, partCount);
    }

    @Override
    public void listen(String filter, Consumer<RuntimeFilter> listener) {
        filters.listen(filter, listener);
    }

    @Override
    public SplitSupply splits(int stage) {
        return splits.get(stage);
    }

    @Override
    public void wakeAt(long processingTime, Consumer<Long> callback) {
        parts.threads().alarm().at(processingTime, callback);
    }

    /** Once no task runs any more. */
    @Override
    public void close() {
        forget.run();
        shared.clear();
        wiring.close();
        parts.spill().remove(spill);
    }
}
