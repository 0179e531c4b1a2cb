package io.weir.cluster;

import io.weir.Nullable;
import io.weir.graph.EdgeStatistics;
import io.weir.task.TaskId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A job as the records of former JobManagers tell of it. */
final class RecoveredJob {
    private final String id;
    private final String key;
    private final boolean jars;

    /** As it was last revised, {@link Serialised}. */
    private byte[] plan;

    private Map<Integer, Integer> partitions = Map.of();
    private final Map<Integer, List<byte[]>> bounds = new HashMap<>();

    /** By stage, then by the number of the task. */
    private final Map<Integer, Map<Integer, JournalRecord.Done>> done = new TreeMap<>();

    private JournalRecord.@Nullable Ended end;

    private RecoveredJob(JournalRecord.Submitted submitted) {
        this.id = submitted.job();
        this.key = submitted.key();
        this.jars = submitted.jars() > 0;
        this.plan = submitted.plan();
    }

    /** In the order in which they were submitted. */
    static Collection<RecoveredJob> all(List<JournalRecord> records) {
        var jobs = new LinkedHashMap<String, RecoveredJob>();
        for (var record : records) {
            if (record instanceof JournalRecord.Submitted submitted) {
                jobs.put(record.job(), new RecoveredJob(submitted));
            } else if (record instanceof JournalRecord.Ended ended) {
                var submitted = new JournalRecord.Submitted(record.job(), ended.key(), new byte[0], 0);
                jobs.computeIfAbsent(record.job(), id -> new RecoveredJob(submitted)).end = ended;
            } else if (record instanceof JournalRecord.Forgotten) {
                jobs.remove(record.job());
            } else if (jobs.containsKey(record.job())) {
                jobs.get(record.job()).add(record);
            }
        }
        return jobs.values();
    }

    private void add(JournalRecord record) {
        if (record instanceof JournalRecord.Planned planned) {
            plan = planned.plan().length == 0 ? plan : planned.plan();
            partitions = planned.partitions();
        } else if (record instanceof JournalRecord.Bounded bounded) {
            bounds.put(bounded.edge(), bounded.bounds());
        } else if (record instanceof JournalRecord.Done ended) {
            var task = ended.task();
            done.computeIfAbsent(task.stage(), stage -> new TreeMap<>()).put(task.index(), ended);
        } else if (record instanceof JournalRecord.Again again) {
            again.tasks().forEach(this::undo);
        }
    }

    private void undo(TaskId task) {
        var stage = done.getOrDefault(task.stage(), Map.of());
        if (stage.containsKey(task.index()) && stage.get(task.index()).task().equals(task)) {
            stage.remove(task.index());
        }
    }

    String id() {
        return id;
    }

    /** By which its client asks for it. */
    String key() {
        return key;
    }

    /** Of an ended job, how it ended. */
    Optional<JournalRecord.Ended> end() {
        return Optional.ofNullable(end);
    }

    boolean hasJars() {
        return jars;
    }

    JobPlan plan(ClassLoader classes) {
        return Serialised.read(plan, JobPlan.class, classes);
    }

    /** Of blocking edges, by place. */
    Map<Integer, Integer> partitions() {
        return partitions;
    }

    /** Where the ranges of edges begin, by place. */
    Map<Integer, List<byte[]>> bounds() {
        return bounds;
    }

    /** The tasks of a stage that has begun, in the order of their numbers: those that had ended, others are to begin again. */
    List<TaskTable.Entry> tasks(int stage, int parallelism) {
        var ended = done.getOrDefault(stage, Map.of());
        var entries = new ArrayList<TaskTable.Entry>();
        for (var index = 0; index < parallelism && !ended.isEmpty(); index++) {
            var known = ended.get(index);
            entries.add(
                    known == null
                            ? entry(new TaskId(stage, index, 0), "", TaskTable.State.PENDING, List.of(), Map.of())
                            : entry(
                                    known.task(),
                                    known.taskManager(),
                                    TaskTable.State.ENDED,
                                    known.tokens(),
                                    known.left()));
        }
        return entries;
    }

    private static TaskTable.Entry entry(
            TaskId task,
            String taskManager,
            TaskTable.State state,
            List<byte[]> tokens,
            Map<Integer, EdgeStatistics> left) {
        return new TaskTable.Entry(new Placement.Placed(task, taskManager), state, tokens, left);
    }
}
