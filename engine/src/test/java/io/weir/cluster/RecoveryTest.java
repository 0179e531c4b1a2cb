package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.graph.Dataflow;
import io.weir.graph.JobSettings;
import io.weir.graph.Partitioning;
import io.weir.task.TaskEnd;
import io.weir.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final Partitioning.Hash BY_NUMBER = new Partitioning.Hash(List.of(0));

    /** One stage leaves rows for a region of two. */
    private static final Dataflow FLOW = new Flows()
            .scan(1, new Numbers(3, 30, new Numbers.Tally()))
            .stage(2)
            .stage(3)
            .blocking(1, 2, BY_NUMBER)
            .edge(2, 3, BY_NUMBER)
            .answering(3);

    private final TaskTable tasks = new TaskTable();

    private static JobPlan plan(Dataflow flow) {
        return JobPlan.of("job-1", flow, JobSettings.of(2));
    }

    private static TaskId task(int stage, int index) {
        return new TaskId(stage, index, 0);
    }

    private void begin(int stage) {
        tasks.begin(stage, 2, 0, List.of("one", "two"));
    }

    private void end(int stage, int... indexes) {
        for (var index : indexes) {
            tasks.end(new TaskEnd(task(stage, index), Optional.empty(), List.of()), Map.of());
        }
    }

    private void lose(TaskId task) {
        tasks.lose(tasks.where(entry -> entry.id().equals(task)));
    }

    @Test
    void aTaskWithoutPipelinedEdgesRunsAgainAlone() {
        begin(1);
        end(1, 0);
        assertEquals(Set.of(task(1, 1)), Recovery.of(plan(FLOW), tasks, Set.of(task(1, 1))));
    }

    @Test
    void aRegionRunsAgainAsAWhole() {
        begin(1);
        end(1, 0, 1);
        begin(2);
        begin(3);
        end(2, 0);
        assertEquals(
                Set.of(task(2, 0), task(2, 1), task(3, 0), task(3, 1)),
                Recovery.of(plan(FLOW), tasks, Set.of(task(3, 1))));
    }

    @Test
    void whatIsStillToBeReadIsWrittenAgain() {
        begin(1);
        end(1, 0, 1);
        lose(task(1, 0));
        assertEquals(Set.of(task(1, 0)), Recovery.of(plan(FLOW), tasks, Set.of()));
    }

    @Test
    void whoReadsWhatIsLostRunsAgain() {
        begin(1);
        end(1, 0, 1);
        begin(2);
        begin(3);
        lose(task(1, 0));
        assertEquals(
                Set.of(task(1, 0), task(2, 0), task(2, 1), task(3, 0), task(3, 1)),
                Recovery.of(plan(FLOW), tasks, Set.of()));
    }

    @Test
    void whatIsDealtOutInTurnIsReadByAllAgain() {
        var dealing = new Flows()
                .scan(1, new Numbers(3, 30, new Numbers.Tally()))
                .stage(2)
                .blocking(1, 2, new Partitioning.Rebalance())
                .answering(2);
        begin(1);
        end(1, 0, 1);
        begin(2);
        end(2, 0);
        lose(task(1, 0));
        assertEquals(Set.of(task(1, 0), task(2, 0), task(2, 1)), Recovery.of(plan(dealing), tasks, Set.of()));
    }

    @Test
    void whatEverybodyHasReadStaysLost() {
        begin(1);
        end(1, 0, 1);
        begin(2);
        begin(3);
        end(2, 0, 1);
        end(3, 0, 1);
        lose(task(1, 0));
        assertEquals(Set.of(), Recovery.of(plan(FLOW), tasks, Set.of()));
    }

    @Test
    void whatWasLostAfterItWasReadIsWrittenAgainForAReaderThatRunsAgain() {
        begin(1);
        end(1, 0, 1);
        begin(2);
        begin(3);
        end(2, 0, 1);
        lose(task(1, 0));
        assertEquals(
                Set.of(task(1, 0), task(2, 0), task(2, 1), task(3, 0), task(3, 1)),
                Recovery.of(plan(FLOW), tasks, Set.of(task(3, 0))));
    }

    @Test
    void whoHasReadAPartOfAPartitionReadsItAgainWithTheOtherParts() {
        var parts = new Shares(0, List.of(new Shares.Cut(0, 0), new Shares.Cut(1, 1), new Shares.Cut(2, 0)));
        var whole = new Shares(Shares.NONE, List.of(new Shares.Cut(0, 0), new Shares.Cut(1, 0), new Shares.Cut(2, 0)));
        var flow = new Flows()
                .scan(1, new Numbers(3, 30, new Numbers.Tally()))
                .stage(2)
                .stage(3)
                .blocking(1, 2, BY_NUMBER)
                .blocking(2, 3, BY_NUMBER)
                .answering(3);
        begin(1);
        end(1, 0, 1);
        begin(2);
        end(2, 0);
        lose(task(1, 0));
        assertEquals(Set.of(task(1, 0), task(2, 1)), Recovery.of(plan(flow).dealt(Map.of(2, whole)), tasks, Set.of()));
        assertEquals(
                Set.of(task(1, 0), task(2, 0), task(2, 1)),
                Recovery.of(plan(flow).dealt(Map.of(2, parts)), tasks, Set.of()));
    }
}
