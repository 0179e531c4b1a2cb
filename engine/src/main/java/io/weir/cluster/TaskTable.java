package io.weir.cluster;

import io.weir.graph.Dataflow;
import io.weir.graph.EdgeStatistics;
import io.weir.task.TaskEnd;
import io.weir.task.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tasks of a job that have begun: where each runs or ran, and what became of it. Owned by the JobManager's thread. */
final class TaskTable {
    /** By stage, in the order of the tasks' numbers. */
    private final Map<Integer, List<Entry>> stages = new TreeMap<>();

    /** Runs that ended, and whose outputs cannot be read any more. */
    private final Set<TaskId> gone = new HashSet<>();

    private final Set<TaskId> restored = new HashSet<>();

    /** Second runs of tasks that run, by the first. */
    private final Map<TaskId, Placement.Placed> copies = new LinkedHashMap<>();

    enum State {
        RUNNING,
        ENDED,
        /** It must run again, once what it reads is there. */
        PENDING
    }

    /** A task in its present run. */
    record Entry(Placement.Placed placed, State state, List<byte[]> tokens, Map<Integer, EdgeStatistics> left) {
        TaskId id() {
            return placed.task();
        }

        boolean is(State other) {
            return state == other;
        }

        private Entry with(State other) {
            return new Entry(placed, other, List.of(), Map.of());
        }
    }

    /** Begins the tasks of a stage that neither run nor have ended. Answers them. */
    List<Placement.Placed> begin(int stage, int parallelism, int attempt, List<String> slots) {
        var entries = stages.computeIfAbsent(stage, absent -> new ArrayList<>());
        var begun = new ArrayList<Placement.Placed>();
        for (var index = 0; index < parallelism; index++) {
            if (index == entries.size() || entries.get(index).is(State.PENDING)) {
                var id = new TaskId(stage, index, attempt);
                var placed = new Placement.Placed(id, slots.get(index % slots.size()));
                var entry = new Entry(placed, State.RUNNING, List.of(), Map.of());
                if (index == entries.size()) {
                    entries.add(entry);
                } else {
                    entries.set(index, entry);
                }
                begun.add(placed);
            }
        }
        return begun;
    }

    /** As a former JobManager left them. */
    void restore(int stage, List<Entry> entries) {
        stages.put(stage, new ArrayList<>(entries));
        entries.forEach(entry -> restored.add(entry.id()));
    }

    /** True if a former JobManager began a task of the stage, as it is now. */
    boolean anyRestored(int stage) {
        return of(stage).stream().anyMatch(entry -> restored.contains(entry.id()));
    }

    /** A task's run has ended well, or for good. False if it is not the present one, or not running. */
    boolean end(TaskEnd end, Map<Integer, EdgeStatistics> left) {
        var id = end.id();
        var entries = stages.getOrDefault(id.stage(), List.of());
        if (id.index() >= entries.size()) {
            return false;
        }
        var entry = entries.get(id.index());
        if (!entry.id().equals(id) || !entry.is(State.RUNNING)) {
            return false;
        }
        entries.set(id.index(), new Entry(entry.placed(), State.ENDED, end.tokens(), left));
        return true;
    }

    /** A task that runs is begun once more. */
    void copy(TaskId first, Placement.Placed second) {
        copies.put(first, second);
    }

    /** Second runs by the first. */
    Map<TaskId, Placement.Placed> copies() {
        return Map.copyOf(copies);
    }

    /** The second run is no more. */
    void drop(TaskId first) {
        copies.remove(first);
    }

    /** The second run of a task is its present one from now on. */
    void promote(TaskId first) {
        var entry = new Entry(copies.remove(first), State.RUNNING, List.of(), Map.of());
        stages.get(first.stage()).set(first.index(), entry);
    }

    /** Where a run is, a second one too, that has not ended. */
    Optional<Placement.Placed> running(TaskId task) {
        var entries = stages.getOrDefault(task.stage(), List.of());
        if (task.index() < entries.size()) {
            var entry = entries.get(task.index());
            if (entry.id().equals(task) && entry.is(State.RUNNING)) {
                return Optional.of(entry.placed());
            }
        }
        return copies.values().stream()
                .filter(second -> second.task().equals(task))
                .findFirst();
    }

    /** All that run, second runs too. */
    List<Placement.Placed> runs() {
        var first = where(entry -> entry.is(State.RUNNING)).stream().map(Entry::placed);
        return Stream.concat(first, copies.values().stream()).toList();
    }

    /** What these left is lost, whether or not somebody still reads it. */
    void lose(List<Entry> ended) {
        ended.forEach(entry -> gone.add(entry.id()));
    }

    Set<TaskId> gone() {
        return Set.copyOf(gone);
    }

    /** These run again. */
    void reset(Set<TaskId> tasks) {
        gone.removeAll(tasks);
        stages.values()
                .forEach(entries ->
                        entries.replaceAll(entry -> tasks.contains(entry.id()) ? entry.with(State.PENDING) : entry));
    }

    List<Entry> of(int stage) {
        return List.copyOf(stages.getOrDefault(stage, List.of()));
    }

    List<Entry> where(Predicate<Entry> wanted) {
        return stages.values().stream().flatMap(List::stream).filter(wanted).toList();
    }

    /** Stages whose tasks have all begun and need not begin again. */
    Set<Integer> begun() {
        return stagesOf(entry -> !entry.is(State.PENDING));
    }

    /** Stages whose tasks have all ended. */
    Set<Integer> ended() {
        return stagesOf(entry -> entry.is(State.ENDED));
    }

    /** Stages that have begun once. */
    Set<Integer> known() {
        return stagesOf(entry -> true);
    }

    private Set<Integer> stagesOf(Predicate<Entry> all) {
        return stages.keySet().stream()
                .filter(stage -> stages.get(stage).stream().allMatch(all))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean complete(Dataflow dataflow) {
        return ended().size() == dataflow.stages().size();
    }

    Map<Integer, List<Placement.Placed>> placed() {
        var placed = new HashMap<Integer, List<Placement.Placed>>();
        stages.forEach((stage, entries) ->
                placed.put(stage, entries.stream().map(Entry::placed).toList()));
        return placed;
    }

    /** What sinks prepared, by stage. */
    Map<Integer, List<byte[]>> tokens() {
        var tokens = new HashMap<Integer, List<byte[]>>();
        stages.forEach((stage, entries) -> tokens.put(
                stage,
                entries.stream().flatMap(entry -> entry.tokens().stream()).toList()));
        return tokens;
    }

    /** What each task of an ended stage left for a blocking edge. */
    List<EdgeStatistics> leftByEach(int stage, int edge) {
        return of(stage).stream().map(entry -> entry.left().get(edge)).toList();
    }

    /** What the tasks of an ended stage left together for a blocking edge. */
    EdgeStatistics left(int stage, int edge) {
        var parts = leftByEach(stage, edge);
        var bytes = new long[parts.get(0).bytes().size()];
        var rows = 0L;
        for (var part : parts) {
            rows += part.rows();
            for (var i = 0; i < bytes.length; i++) {
                bytes[i] += part.bytes().get(i);
            }
        }
        return new EdgeStatistics(rows, java.util.Arrays.stream(bytes).boxed().toList());
    }
}
