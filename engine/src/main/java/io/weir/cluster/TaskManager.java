package io.weir.cluster;

import io.weir.memory.MemoryPool;
import io.weir.task.SplitSupply;
import io.weir.task.TaskEnd;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Runs the tasks of all jobs in this process. */
final class TaskManager {
    private final TaskManagerParts parts;
    private final Map<String, JobScope> scopes = new ConcurrentHashMap<>();

    TaskManager(TaskManagerParts parts) {
        this.parts = parts;
    }

    /** Makes room for a job, of which nothing runs yet. The listener hears of each task's end, on a carrier thread. */
    JobScope open(JobPlan plan, Map<Integer, ? extends SplitSupply> splits, Consumer<TaskEnd> listener) {
        var scope = new JobScope(plan, Map.copyOf(splits), parts, listener, () -> scopes.remove(plan.id()));
        scopes.put(plan.id(), scope);
        return scope;
    }

    /** Bytes that the job's operators keep. */
    long memoryUsed(String job) {
        var scope = scopes.get(job);
        return scope == null ? 0 : scope.memory().used();
    }

    MemoryPool memory() {
        return parts.memory();
    }
}
