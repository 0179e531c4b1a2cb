package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.graph.Dataflow;
import io.weir.graph.Partitioning;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What whoever provides TaskManagers hears of jobs. */
class ProvisionerTest {
    private static final Partitioning.Hash BY_NUMBER = new Partitioning.Hash(List.of(0));

    private final ScriptedCluster cluster = new ScriptedCluster(4);

    /** A scan leaves rows for a second stage, which leaves some for the answer. */
    private static Dataflow flow(int splits) {
        return new Flows()
                .scan(1, new Numbers(splits, 30, new Numbers.Tally()))
                .stage(2)
                .stage(3)
                .blocking(1, 2, BY_NUMBER)
                .blocking(2, 3, new Partitioning.Single())
                .answering(3);
    }

    private static Dataflow flow() {
        return flow(3);
    }

    @Test
    void aJobWantsNoMoreThanItHasSplits() {
        cluster.submit(flow(1), 4);
        cluster.come("one");
        assertEquals(List.of("want 1"), cluster.said());
        assertEquals(Map.of("one", 1), cluster.begun());
    }

    @Test
    void aLaterStageWantsMoreIfThereIsMoreToRead() {
        cluster.submit(flow(1), 4);
        cluster.come("one");
        cluster.end(1, 280);
        assertEquals(List.of("want 1", "want 3"), cluster.said());
        cluster.come("two");
        assertEquals(Map.of("one", 1), cluster.begun());
        cluster.come("three");
        assertEquals(Map.of("one", 1, "two", 1, "three", 1), cluster.begun());
    }

    @Test
    void aStageThatHasLittleToReadHasOneTask() {
        cluster.submit(flow(3), 3);
        List.of("one", "two", "three").forEach(cluster::come);
        assertEquals(Map.of("one", 1, "two", 1, "three", 1), cluster.begun());
        cluster.end(1, 10);
        assertEquals(Map.of("one", 1), cluster.begun());
    }

    @Test
    void whatRunsInOneRegionWithAShortScanHasOneTaskToo() {
        var flow = new Flows()
                .scan(1, new Numbers(2, 5, new Numbers.Tally()))
                .stage(2)
                .stage(3)
                .edge(1, 2, BY_NUMBER)
                .edge(2, 3, new Partitioning.Single())
                .answering(3);
        cluster.submit(flow, 4);
        cluster.come("one");
        assertEquals(Map.of("one", 3), cluster.begun());
    }

    @Test
    void nothingIsWantedAfterAJobAndWhatIsIdleGoes() {
        var job = cluster.submit(flow(), 2);
        cluster.come("one");
        cluster.come("two");
        cluster.end(1, 100);
        assertEquals(List.of("want 1", "want 2"), cluster.said());
        cluster.end(2, 100);
        assertEquals(List.of("want 1"), cluster.said());
        cluster.end(3, 100);
        assertEquals(Optional.empty(), job.result().outcome().failure());
        assertEquals(List.of("want 0"), cluster.said());
        cluster.passTime();
        assertEquals(
                List.of("release one", "release two"),
                cluster.said().stream().sorted().toList());
    }

    @Test
    void aTaskManagerGoesWhileAJobRunsThatHasNoUseForItAndStaysWhileItIsReadFrom() {
        cluster.submit(flow(), 2);
        cluster.come("one");
        cluster.come("two");
        cluster.end(1, 100);
        cluster.end(2, 100);
        cluster.passTime();
        assertEquals(List.of("want 1", "want 2", "want 1"), cluster.said());
        cluster.come("three");
        cluster.passTime();
        assertEquals(List.of("release three"), cluster.said());
    }

    @Test
    void oneThatWorksAgainInTimeStays() {
        cluster.submit(flow(), 1);
        cluster.come("one");
        cluster.end(1, 10);
        cluster.end(2, 10);
        cluster.end(3, 10);
        cluster.submit(flow(), 1);
        cluster.passTime();
        assertEquals(List.of("want 1", "want 0", "want 1"), cluster.said());
    }

    @Test
    void aJobForWhichNoTaskManagerComesFails() {
        var job = cluster.submit(flow(), 1);
        cluster.passTime();
        var failure = job.result().outcome().failure().orElseThrow();
        assertEquals("no TaskManager has come to run the job's tasks", failure.getMessage());
    }
}
