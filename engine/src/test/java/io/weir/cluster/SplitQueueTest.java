package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.task.TaskId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks read splits where these lie as long as there are such, then any. */
class SplitQueueTest {
    private final ScriptedCluster cluster = new ScriptedCluster(2);

    private void begin(String... places) {
        cluster.submit(new Flows().scan(1, new Pieces(List.of(places))).writing(), 2);
        cluster.come("one", "a");
        cluster.come("two", "b");
    }

    private String read(int task) {
        return cluster.read(1, task)
                .map(split -> ((Pieces.Piece) split).place())
                .orElse("none");
    }

    @Test
    void aTaskReadsWhatLiesOnItsMachineFirst() {
        begin("a", "b", "a", "b");
        assertEquals(List.of("b", "b", "a", "a", "none"), List.of(read(1), read(1), read(1), read(0), read(0)));
    }

    @Test
    void whatARunGotThatFailedTheNextRunOfTheTaskGets() {
        begin("a", "b", "a");
        assertEquals(List.of("a", "b", "a"), List.of(read(0), read(1), read(1)));
        cluster.fail(new TaskId(1, 1, 0), new EngineException(ErrorCode.FILE_ACCESS, "test"));
        assertEquals("none", read(0));
        cluster.passTime();
        assertEquals(List.of("b", "a", "none"), List.of(read(1), read(1), read(1)));
    }

    @Test
    void containersAreWantedWhereSplitsLie() {
        cluster.submit(new Flows().scan(1, new Pieces(List.of("a", "b", "b"))).writing(), 2);
        assertEquals(List.of("want 1", "want 2 near b a"), cluster.said());
    }
}
