package io.weir.cluster;

import io.weir.exchange.socket.Peer;
import io.weir.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs the tasks of all jobs in this process. */
final class TaskManager implements TaskManagerLink {
    private final String name;
    private final int slots;
    private final TaskManagerParts parts;
    private final Optional<Sockets> sockets;
    private final Map<String, JobScope> scopes = new ConcurrentHashMap<>();

    /** @param sockets how other processes are reached; empty if there are no others */
    TaskManager(String name, int slots, TaskManagerParts parts, Optional<Sockets> sockets) {
        this.name = name;
        this.slots = slots;
        this.parts = parts;
        this.sockets = sockets;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public long memory() {
        return parts.memory().total();
    }

    @Override
    public Optional<Peer> peer() {
        return sockets.map(reached -> reached.exchange().own());
    }

    @Override
    public void begin(JobBoard board, JobPlan plan, Placement placement, List<TaskId> tasks) {
        begin((JobLink) board, plan, placement, tasks);
    }

    /** @param link used by the tasks of the job from its first call on */
    void begin(JobLink link, JobPlan plan, Placement placement, List<TaskId> tasks) {
        scopes.computeIfAbsent(plan.id(), id -> new JobScope(plan, name, parts, sockets, link))
                .begin(plan, placement, tasks);
    }

    @Override
    public void cancel(String job, List<TaskId> tasks) {
        var scope = scopes.get(job);
        if (scope != null) {
            scope.cancel(tasks);
        }
    }

    @Override
    public void close(String job) {
        var scope = scopes.remove(job);
        if (scope != null) {
            scope.close();
        }
    }

    @Override
    public void drop(String peer) {
        sockets.ifPresent(reached -> reached.exchange().drop(peer));
    }

    @Override
    public long memoryUsed(String job) {
        var scope = scopes.get(job);
        return scope == null ? 0 : scope.memory().used();
    }

    boolean has(String job) {
        return scopes.containsKey(job);
    }

    /** No task goes on; what those left that have ended is kept. */
    void cancelAll() {
        scopes.values().forEach(JobScope::cancelAll);
    }

    /** The tasks of all jobs that ended well. */
    List<ControlMessage.Kept> kept() {
        return scopes.values().stream()
                .map(scope -> new ControlMessage.Kept(scope.job(), scope.kept()))
                .toList();
    }

    /** All jobs are no more. */
    void closeAll() {
        List.copyOf(scopes.keySet()).forEach(this::close);
    }
}
