package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.graph.Partitioning;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tasks stay where they begin, so that a job waits for TaskManagers that are on their way, but not for long. */
class GatheringTest {
    private static void submit(ScriptedCluster cluster) {
        var flow = new Flows()
                .scan(1, new Numbers(3, 30, new Numbers.Tally()))
                .stage(2)
                .blocking(1, 2, new Partitioning.Hash(List.of(0)))
                .answering(2);
        var unused = cluster.submit(flow, 2);
    }

    @Test
    void aJobBeginsOnAllTaskManagersThatItWants() {
        var cluster = new ScriptedCluster(4);
        submit(cluster);
        cluster.come("one");
        assertEquals(Map.of(), cluster.begun());
        cluster.come("two");
        assertEquals(Map.of("one", 1, "two", 1), cluster.begun());
    }

    @Test
    void itBeginsWithTheOneThatIsThereWhenNoOtherComes() {
        var cluster = new ScriptedCluster(4);
        submit(cluster);
        cluster.come("one");
        cluster.passTime();
        assertEquals(Map.of("one", 2), cluster.begun());
    }

    @Test
    void itDoesNotWaitForMoreThanThereCanBe() {
        var cluster = new ScriptedCluster(1);
        submit(cluster);
        cluster.come("one");
        assertEquals(Map.of("one", 2), cluster.begun());
    }

    @Test
    void theNextJobDoesNotWaitForThoseThatDidNotCome() {
        var cluster = new ScriptedCluster(4);
        submit(cluster);
        cluster.come("one");
        cluster.passTime();
        assertEquals(Map.of("one", 2), cluster.begun());
        submit(cluster);
        assertEquals(Map.of("one", 2), cluster.begun());
    }
}
