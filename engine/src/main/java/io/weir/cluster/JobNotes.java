package io.weir.cluster;

import io.weir.Nullable;
import io.weir.graph.EdgeStatistics;
import io.weir.task.TaskEnd;
import io.weir.task.TaskId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a job leaves for a JobManager that follows. A job without a key is of a client in this process, and ends with it. Owned by the
 * JobManager's thread.
 */
final class JobNotes {
    private final JobJournal journal;
    private final String job;
    private final String key;
    private @Nullable JobPlan plan;
    private Map<Integer, Integer> partitions = Map.of();

    private JobNotes(JobJournal journal, String job, String key) {
        this.journal = journal;
        this.job = job;
        this.key = key;
    }

    static JobNotes begin(JobJournal journal, JobPlan plan, String key) {
        var notes = new JobNotes(journal, plan.id(), key);
        notes.plan = plan;
        if (notes.isKept()) {
            notes.add(new JournalRecord.Submitted(
                    plan.id(),
                    key,
                    Serialised.write(plan),
                    plan.settings().jars().size()));
        }
        return notes;
    }

    static JobNotes resume(JobJournal journal, RecoveredJob job, JobPlan plan) {
        var notes = new JobNotes(journal, job.id(), job.key());
        notes.plan = plan;
        notes.partitions = job.partitions();
        return notes;
    }

    private boolean isKept() {
        return !key.isEmpty() && journal.keeps();
    }

    private void add(JournalRecord record) {
        if (isKept()) {
            journal.add(record);
        }
    }

    /** Tasks begin by it. A plan is another one exactly if it is another object. */
    @SuppressWarnings("ReferenceEquality")
    void planned(JobPlan now, Map<Integer, Integer> written) {
        if (!isKept() || now == plan && written.equals(partitions)) {
            return;
        }
        var bytes = now == plan ? new byte[0] : Serialised.write(now);
        plan = now;
        partitions = Map.copyOf(written);
        add(new JournalRecord.Planned(job, bytes, partitions));
    }

    void bounded(int edge, List<byte[]> bounds) {
        add(new JournalRecord.Bounded(job, edge, bounds));
    }

    /** The rows of an answer are in this process, so that its task has not ended for another one. */
    void done(TaskEnd end, String taskManager, Map<Integer, EdgeStatistics> left) {
        if (plan != null && !plan.answers(end.id().stage())) {
            add(new JournalRecord.Done(job, end.id(), taskManager, end.tokens(), left));
        }
    }

    void again(Collection<TaskId> tasks) {
        if (!tasks.isEmpty()) {
            add(new JournalRecord.Again(job, List.copyOf(tasks)));
        }
    }

    /**
     * An answer is gone with this process; so its job ends for good when the client has it. Of any other end the next JobManager knows
     * before somebody is told.
     */
    void ended(Outcome outcome, Runnable tell) {
        var answers = plan != null && plan.dataflow().result().isPresent();
        if (isKept() && (!answers || outcome.failure().isPresent())) {
            var record = new JournalRecord.Ended(job, key, outcome.failure().map(Failure::of), outcome.rows());
            journal.add(record, tell);
        } else {
            tell.run();
        }
    }

    static Outcome outcome(JournalRecord.Ended ended) {
        return new Outcome(ended.failure().map(Failure::exception), ended.rows());
    }
}
