package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.exchange.ExchangeSettings;
import io.weir.graph.Dataflow;
import io.weir.graph.JobSettings;
import io.weir.graph.Partitioning;
import io.weir.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts of the tasks that had ended under a former JobManager. */
class AdoptionTest {
    private static final Partitioning SINGLE = new Partitioning.Single();

    private static TaskId task(int stage) {
        return new TaskId(stage, 0, 1);
    }

    /** The stages that have ended for the JobManager that follows, where one task of each of these had. */
    private static Set<Integer> ended(Dataflow flow, int... stages) {
        var tasks = new TaskTable();
        adoption(flow, tasks, stages).settle();
        return tasks.ended();
    }

    /** The TaskManager that has the tasks that had ended is not there. */
    private static Adoption adoption(Dataflow flow, TaskTable tasks, int... stages) {
        var plan = JobPlan.of("job-1", flow, JobSettings.of(1));
        var records = new ArrayList<JournalRecord>();
        records.add(new JournalRecord.Submitted("job-1", "client 1", Serialised.write(plan), 0));
        for (var stage : stages) {
            records.add(new JournalRecord.Done("job-1", task(stage), "lost", List.of(), Map.of()));
        }
        var job = RecoveredJob.all(records).iterator().next();
        var adoption = new Adoption(job, plan, tasks, new TaskManagers());
        adoption.restore(
                new JobBoard(new JobCounters(flow), new ResultChannel(ExchangeSettings.defaults(), 0), event -> {}));
        return adoption;
    }

    private static Flows scan() {
        return new Flows().scan(1, new Numbers(3, 10, new Numbers.Tally()));
    }

    @Test
    void whatHasEndedOfARegionThatHasNotRunsAgain() {
        var flow = scan().stage(2).edge(1, 2, SINGLE).answering(2);
        assertEquals(Set.of(), ended(flow, 1));
    }

    @Test
    void soDoesWhatReadFromItAndWhatItReadFrom() {
        var flow = scan().stage(2)
                .stage(3)
                .stage(4)
                .edge(1, 2, SINGLE)
                .edge(2, 3, SINGLE)
                .edge(2, 4, SINGLE)
                .answering(4);
        assertEquals(Set.of(), ended(flow, 1, 2, 3));
    }

    @Test
    void aRegionThatHasEndedStaysEnded() {
        var flow = scan().stage(2)
                .stage(3)
                .edge(1, 2, SINGLE)
                .blocking(2, 3, SINGLE)
                .answering(3);
        assertEquals(Set.of(1, 2, 3), ended(flow, 1, 2, 3));
    }

    @Test
    void nobodyWaitsForWhatHasBeenRead() {
        var flow = scan().sink(2, new Ledger(new Numbers.Tally(), -1))
                .blocking(1, 2, SINGLE)
                .writing();
        assertEquals(Set.of("lost"), adoption(flow, new TaskTable(), 1).missing());
        assertEquals(Set.of(), adoption(flow, new TaskTable(), 1, 2).missing());
    }

    @Test
    void whatRunsAgainIsTold() {
        var flow = scan().stage(2).edge(1, 2, SINGLE).answering(2);
        assertEquals(Set.of(task(1)), adoption(flow, new TaskTable(), 1).settle());
    }
}
