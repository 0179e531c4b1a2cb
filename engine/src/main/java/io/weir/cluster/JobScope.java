package io.weir.cluster;

import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
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
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** One job in one TaskManager: its tasks and what they share. */
final class JobScope implements TaskEnvironment, AutoCloseable {
    private final String job;
    private final int batchRows;
    private final Map<Integer, SplitSupply> splits;
    private final TaskManagerParts parts;
    private final Consumer<TaskEnd> listener;
    private final Runnable forget;
    private final MemoryPool memory;
    private final SpillDirectory spill;
    private final Wiring wiring;
    private final FilterBoard filters = new FilterBoard();
    private final Map<String, Shared<?>> shared = new ConcurrentHashMap<>();
    private final List<RunningTask> tasks = new ArrayList<>();

    /** @param listener hears of each task's end, on a carrier thread */
    JobScope(
            JobPlan plan,
            Map<Integer, SplitSupply> splits,
            TaskManagerParts parts,
            Consumer<TaskEnd> listener,
            Runnable forget) {
        this.job = plan.id();
        this.batchRows = plan.settings().batchRows();
        this.splits = splits;
        this.parts = parts;
        this.listener = listener;
        this.forget = forget;
        var own = plan.settings().operatorMemory();
        this.memory = own > 0 ? new MemoryPool(Math.min(own, parts.memory().total())) : parts.memory();
        this.spill = parts.spill().job(plan.id());
        this.wiring = new Wiring(parts.exchange(), memory, spill);
    }

    /** Makes the tasks of these stages, then starts them; answers how many. */
    int begin(JobPlan plan, List<Dataflow.Stage> stages) {
        wiring.begin(plan, stages);
        var begun = new ArrayList<RunningTask>();
        for (var stage : stages) {
            var parallelism = plan.parallelism(stage);
            plan.counters().begin(stage, parallelism);
            for (var index = 0; index < parallelism; index++) {
                var task = new TaskPlan(
                        new TaskId(stage.id(), index),
                        stage,
                        parallelism,
                        wiring.ends(plan, stage, index),
                        plan.counters().task(stage.id(), index),
                        this);
                begun.add(new RunningTask(task, parts.threads().carriers(), parts.sliceNanos(), listener));
            }
        }
        tasks.addAll(begun);
        begun.forEach(RunningTask::wake);
        return begun.size();
    }

    /** What went over blocking edges whose writers have ended, by place. */
    Map<Integer, EdgeStatistics> seen(IntPredicate wanted) {
        return wiring.seen(wanted);
    }

    void cancelTasks() {
        tasks.forEach(RunningTask::cancel);
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
