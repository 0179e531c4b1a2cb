package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.graph.Dataflow;
import io.weir.graph.Partitioning;
import io.weir.task.TaskId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What really happened in one schedule, by which its jobs are judged: every run of every task, what it read, and what was committed. */
final class Books {
    /** Sources and sinks, which come as bytes, find theirs here. */
    private static final Map<Long, Books> OPEN = new ConcurrentHashMap<>();

    private final Map<String, Run> runs = new HashMap<>();
    private final List<Run> byNumber = new ArrayList<>();
    private final Map<Integer, Written> written = new TreeMap<>();
    private int copies;

    /** What was read of bytes: most is sent several times. */
    private final Map<ByteBuffer, Object> objects = new HashMap<>();

    /** What became of a job's sinks and sources, by the number of the job. */
    static final class Written {
        final Map<Integer, List<String>> committed = new TreeMap<>();
        final Map<Integer, Integer> commits = new TreeMap<>();
        final Map<Integer, Integer> aborts = new TreeMap<>();
        int opened;
        int closed;
    }

    enum State {
        NOT_BEGUN,
        RUNNING,
        WELL,
        /** Failed, cancelled, or lost with its TaskManager before its end. */
        GONE
    }

    /** One run of a task. */
    static final class Run {
        final int number;
        final String job;
        final TaskId task;
        /** By the edge's place. */
        final Map<Integer, Set<Run>> read = new TreeMap<>();

        /** Of edges whose partitions may be divided, by place and partition. */
        final Map<Integer, Map<Integer, Set<Run>>> parts = new TreeMap<>();

        /** In how many such an edge was written, by place. */
        final Map<Integer, Integer> partitions = new TreeMap<>();

        final List<Integer> splits = new ArrayList<>();
        State state = State.NOT_BEGUN;
        boolean cancelled;

        /** How many its stage had. */
        int tasks;

        private final List<Runnable> ends = new ArrayList<>();

        Run(int number, String job, TaskId task) {
            this.number = number;
            this.job = job;
            this.task = task;
        }

        void onEnd(Runnable listener) {
            if (state == State.WELL || state == State.GONE) {
                listener.run();
            } else {
                ends.add(listener);
            }
        }

        void end(State how) {
            state = how;
            List.copyOf(ends).forEach(Runnable::run);
            ends.clear();
        }

        private boolean isBeside(Run other) {
            return state == State.RUNNING
                    && !cancelled
                    && job.equals(other.job)
                    && task.stage() == other.task.stage()
                    && task.index() == other.task.index();
        }

        String name() {
            return Books.name(job, task);
        }
    }

    static Books open(long number) {
        var books = new Books();
        OPEN.put(number, books);
        return books;
    }

    static void close(long number) {
        OPEN.remove(number);
    }

    static Books of(long number) {
        var books = OPEN.get(number);
        return books == null ? new Books() : books;
    }

    private static String name(String job, TaskId task) {
        return job + " " + task.stage() + "." + task.index() + " run " + task.attempt();
    }

    <T> T read(byte[] bytes, Class<T> type) {
        return type.cast(objects.computeIfAbsent(
                ByteBuffer.wrap(bytes), absent -> Serialised.read(bytes, type, JobCode.loader())));
    }

    /** A run that begins, or that another one waits for. */
    Run run(String job, TaskId task) {
        return runs.computeIfAbsent(name(job, task), absent -> {
            var run = new Run(byNumber.size(), job, task);
            byNumber.add(run);
            return run;
        });
    }

    /** Counts those that begin beside another run of their task. */
    void began(Run begun) {
        var beside = byNumber.stream().anyMatch(run -> run != begun && run.isBeside(begun));
        copies += beside ? 1 : 0;
    }

    /** How many second runs began. */
    int copies() {
        return copies;
    }

    Run run(String name) {
        return runs.get(name);
    }

    Run run(int number) {
        return byNumber.get(number);
    }

    Written written(int job) {
        return written.computeIfAbsent(job, absent -> new Written());
    }

    /**
     * The rows that the tasks of a stage gave out are right: each ended well in a run that read each writer once, and so on, down to all
     * splits, each once. Two readers may have read two runs of one task, which read the same splits.
     *
     * @param counted a run of each task of a stage
     */
    static void check(Dataflow dataflow, int stage, Set<Run> counted) {
        check(dataflow, stage, counted, new HashSet<>());
    }

    private static void check(Dataflow dataflow, int stage, Set<Run> counted, Set<Set<Run>> checked) {
        if (!checked.add(counted)) {
            return;
        }
        var readers = new TreeMap<Integer, Run>();
        for (var run : counted) {
            assertEquals(State.WELL, run.state, run.name());
            assertEquals(stage, run.task.stage(), run.name());
            assertNull(readers.put(run.task.index(), run), () -> "two runs of one task: " + names(counted));
        }
        var tasks = counted.iterator().next().tasks;
        assertEquals(numbers(tasks), List.copyOf(readers.keySet()), () -> "tasks that are counted: " + names(counted));
        dataflow.stage(stage).source().ifPresent(input -> {
            var splits = counted.stream().flatMap(run -> run.splits.stream()).sorted();
            var all = ((SimulatedSource) input.source()).splits();
            assertEquals(numbers(all), splits.toList(), () -> "splits read by " + names(counted));
        });
        for (var place = 0; place < dataflow.edges().size(); place++) {
            var edge = dataflow.edges().get(place);
            if (edge.to() == stage) {
                checkRead(dataflow, place, counted, checked);
            }
        }
    }

    private static void checkRead(Dataflow dataflow, int place, Set<Run> counted, Set<Set<Run>> checked) {
        var edge = dataflow.edges().get(place);
        if (isDivided(edge)) {
            checkParts(dataflow, place, counted, checked);
            return;
        }
        var together = new HashSet<Run>();
        for (var run : counted) {
            var writers = run.read.getOrDefault(place, Set.of());
            if (edge.partitioning() instanceof Partitioning.Forward) {
                together.addAll(writers);
            } else {
                check(dataflow, edge.from(), writers, checked);
            }
        }
        if (!together.isEmpty()) {
            check(dataflow, edge.from(), together, checked);
        }
    }

    /** Whether several tasks may read parts of a partition. */
    static boolean isDivided(Dataflow.Edge edge) {
        return edge.delivery() == Dataflow.Delivery.BLOCKING
                && edge.partitioning() instanceof Partitioning.Hash hash
                && hash.skew().isPresent();
    }

    /** Of each partition all readers together have read each writer once, and nobody has read any part twice. */
    private static void checkParts(Dataflow dataflow, int place, Set<Run> counted, Set<Set<Run>> checked) {
        var readers = new TreeMap<Integer, Set<Run>>();
        for (var run : counted) {
            run.parts.getOrDefault(place, Map.of()).forEach((partition, writers) -> {
                var all = readers.computeIfAbsent(partition, absent -> new HashSet<>());
                writers.forEach(writer -> assertTrue(
                        all.add(writer), () -> "partition " + partition + " is read twice: " + names(counted)));
            });
        }
        var partitions = counted.iterator().next().partitions.get(place);
        assertEquals(numbers(partitions), List.copyOf(readers.keySet()), () -> "partitions read by " + names(counted));
        readers.values()
                .forEach(writers -> check(dataflow, dataflow.edges().get(place).from(), writers, checked));
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static Set<String> names(Set<Run> runs) {
        return runs.stream().map(Run::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
