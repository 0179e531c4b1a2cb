package io.weir.cluster;

import io.weir.EngineException;
import io.weir.connector.Source;
import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.socket.Peer;
import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.JobSettings;
import io.weir.task.TaskEnd;
import io.weir.task.TaskId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A JobManager whose TaskManagers only note which tasks begin; the test says when these end, and when time passes. Everything runs in
 * the test's thread.
 */
final class ScriptedCluster {
    private final Deque<Runnable> due = new ArrayDeque<>();
    private final List<Later> later = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Map<String, Integer> begun = new TreeMap<>();
    private final Map<TaskId, Begun> running = new TreeMap<>(Comparator.comparing(TaskId::toString));
    private final Map<TaskId, Begun> cancelled = new TreeMap<>(Comparator.comparing(TaskId::toString));
    private final JobManager jobManager;
    private Duration now = Duration.ZERO;

    private record Later(Duration delay, Runnable action) {}

    private record Begun(JobBoard board, JobPlan plan, Placement placement, String taskManager) {}

    ScriptedCluster(int mostSlots) {
        this(mostSlots, new SchedulerSettings(4, Duration.ZERO, Duration.ofMinutes(1), Duration.ofSeconds(10), 100));
    }

    ScriptedCluster(int mostSlots, SchedulerSettings settings) {
        this(mostSlots, settings, Optional.empty());
    }

    /** @param kept where records of jobs are written */
    ScriptedCluster(int mostSlots, SchedulerSettings settings, Optional<JobStore.Term> kept) {
        var provisioner = new Provisioner() {
            @Override
            public void want(int slots, List<String> near) {
                said.add("want " + slots + (near.isEmpty() ? "" : " near " + String.join(" ", near)));
            }

            @Override
            public void release(String taskManager, String why) {
                said.add("release " + taskManager);
            }

            @Override
            public int mostSlots() {
                return mostSlots;
            }
        };
        var journal = kept.map(term -> JobJournal.of(term, due::add)).orElseGet(JobJournal::none);
        var timer = new JobManagerParts.Timer() {
            @Override
            public void after(Duration delay, Runnable action) {
                later.add(new Later(delay, action));
            }

            @Override
            public long nanos() {
                return now.toNanos();
            }
        };
        var parts = new JobManagerParts(due::add, due::add, timer, provisioner, settings, journal);
        jobManager = new JobManager(parts, ExchangeSettings.defaults());
    }

    LocalJob submit(Dataflow dataflow, int parallelism) {
        var job = jobManager.submit("client 1", dataflow, JobSettings.of(parallelism));
        runAll();
        return job;
    }

    private void runAll() {
        while (!due.isEmpty()) {
            due.remove().run();
        }
    }

    /** All that waits for the time is due. */
    void passTime() {
        passTime(Duration.ofDays(1));
    }

    /** What does not wait for longer is due. */
    void passTime(Duration time) {
        now = now.plus(time);
        var all = later.stream()
                .filter(timer -> timer.delay().compareTo(time) <= 0)
                .toList();
        later.removeAll(all);
        all.forEach(timer -> timer.action().run());
        runAll();
    }

    void come(String name) {
        come(name, name);
    }

    void come(String name, String host) {
        jobManager.came(new Noting(name, host));
        runAll();
    }

    /** A task asks for a split; nothing if there is none, or none yet. */
    Optional<Source.Split> read(int stage, int index) {
        return read(running.keySet().stream()
                .filter(id -> id.stage() == stage && id.index() == index)
                .findFirst()
                .orElseThrow());
    }

    /** The same of one run of a task. */
    Optional<Source.Split> read(TaskId task) {
        var given = new ArrayList<Source.Split>();
        running.get(task).board().splits(task).request(Runnable::run, split -> split.ifPresent(given::add));
        runAll();
        return given.stream().findFirst();
    }

    void lose(String name) {
        running.values().removeIf(task -> task.taskManager().equals(name));
        jobManager.lost(name, "test");
        runAll();
    }

    /** What the provider of TaskManagers heard since it was last asked for. */
    List<String> said() {
        var all = List.copyOf(said);
        said.clear();
        return all;
    }

    /** How many tasks began on which TaskManager since it was last asked for. */
    Map<String, Integer> begun() {
        var all = new TreeMap<>(begun);
        begun.clear();
        return all;
    }

    /** The tasks of a stage end well, those that run. Each leaves so many bytes in each partition of its blocking edges. */
    void end(int stage, long bytes) {
        for (var task : List.copyOf(running.keySet())) {
            if (task.stage() == stage) {
                end(task, Optional.empty(), bytes);
            }
        }
        runAll();
    }

    /** A task ends well and leaves so many bytes. */
    void end(TaskId task, long bytes) {
        end(task, Optional.empty(), bytes);
        runAll();
    }

    /** Which runs, by the TaskManager. */
    Map<TaskId, String> running() {
        var all = new HashMap<TaskId, String>();
        running.forEach((task, begun) -> all.put(task, begun.taskManager()));
        return all;
    }

    /** Those that were to end without having come to their end do so. */
    void endCancelled() {
        runAll();
        cancelled.forEach((task, begun) -> {
            var end = new TaskEnd(task, Optional.of(JobManager.cancelled()), List.of());
            begun.board().ended(end, Map.of());
        });
        cancelled.clear();
        runAll();
    }

    void fail(TaskId task, EngineException failure) {
        end(task, Optional.of(failure), 0);
        runAll();
    }

    private void end(TaskId task, Optional<EngineException> failure, long bytes) {
        var known = running.remove(task);
        var left = new HashMap<Integer, EdgeStatistics>();
        var edges = known.plan().dataflow().edges();
        for (var place = 0; place < edges.size(); place++) {
            var edge = edges.get(place);
            if (edge.from() == task.stage() && edge.delivery() == Dataflow.Delivery.BLOCKING) {
                var partitions = known.placement().partitions().get(place);
                var each = new ArrayList<>(Collections.nCopies(partitions, 0L));
                each.set(0, bytes);
                left.put(place, new EdgeStatistics(1, each));
            }
        }
        known.board().ended(new TaskEnd(task, failure, List.of()), left);
    }

    private final class Noting implements TaskManagerLink {
        private final String name;
        private final String host;

        Noting(String name, String host) {
            this.name = name;
            this.host = host;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public long memory() {
            return 1;
        }

        @Override
        public Optional<Peer> peer() {
            return Optional.of(new Peer(name, host, 1));
        }

        @Override
        public void begin(JobBoard board, JobPlan plan, Placement placement, List<TaskId> tasks) {
            begun.merge(name, tasks.size(), Integer::sum);
            tasks.forEach(task -> running.put(task, new Begun(board, plan, placement, name)));
        }

        @Override
        public void cancel(String job, List<TaskId> tasks) {
            for (var task : tasks) {
                Optional.ofNullable(running.remove(task)).ifPresent(begun -> cancelled.put(task, begun));
            }
        }

        @Override
        public void close(String job) {}

        @Override
        public void drop(String peer) {}

        @Override
        public long memoryUsed(String job) {
            return 0;
        }
    }
}
