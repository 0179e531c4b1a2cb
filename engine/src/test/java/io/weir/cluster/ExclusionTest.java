package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.task.TaskId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where tasks fail again and again no more of them begin, and an error that ends a job says where it was. */
class ExclusionTest {
    private final ScriptedCluster cluster = new ScriptedCluster(2);

    private LocalJob begin() {
        var job = cluster.submit(
                new Flows().scan(1, new Numbers(1, 30, new Numbers.Tally())).writing(), 1);
        cluster.come("one");
        cluster.come("two");
        return job;
    }

    private void fail(int attempt, ErrorCode code) {
        cluster.fail(
                new TaskId(1, 0, attempt), LogTail.with(new EngineException(code, "no luck"), "a line of the log"));
        cluster.passTime(Duration.ofSeconds(1));
    }

    @Test
    void aTaskThatFailedThreeTimesRunsElsewhereAndTheTaskManagerGoes() {
        var job = begin();
        for (var attempt = 0; attempt < 3; attempt++) {
            assertEquals(Map.of("one", 1), cluster.begun());
            fail(attempt, ErrorCode.FILE_ACCESS);
        }
        assertEquals(Map.of("two", 1), cluster.begun());
        assertTrue(cluster.said().contains("release one"));
        fail(3, ErrorCode.FILE_ACCESS);
        assertEquals(
                "no luck, after 4 tries, the last one at two, whose log ends: a line of the log",
                job.result().outcome().failure().orElseThrow().getMessage());
    }

    @Test
    void aLostPeerIsNotTheFaultOfWhoReadFromIt() {
        begin();
        for (var attempt = 0; attempt < 3; attempt++) {
            fail(attempt, ErrorCode.CONNECTION);
            assertEquals(Map.of("one", attempt == 0 ? 2 : 1), cluster.begun());
        }
        assertFalse(cluster.said().contains("release one"));
    }

    @Test
    void theOnlyOneIsNotExcluded() {
        cluster.submit(
                new Flows().scan(1, new Numbers(1, 30, new Numbers.Tally())).writing(), 1);
        cluster.come("one");
        for (var attempt = 0; attempt < 3; attempt++) {
            fail(attempt, ErrorCode.FILE_ACCESS);
        }
        assertEquals(Map.of("one", 4), cluster.begun());
    }

    @Test
    void aFailureTellsTheEndOfTheLogInAnotherProcessToo(@TempDir Path directory) throws Exception {
        var log = Files.writeString(directory.resolve("log"), "x".repeat(5000) + "\nlast line\n");
        var failure = new LogTail(Optional.of(log)).with(new EngineException(ErrorCode.INTERNAL, "test"));
        var there = Failure.of(failure).exception();
        assertTrue(LogTail.of(there).endsWith("last line"));
        assertEquals(4095, LogTail.of(there).length());
        var mistake = new EngineException(ErrorCode.DIVISION_BY_ZERO, "test");
        assertEquals("", LogTail.of(new LogTail(Optional.of(log)).with(mistake)));
        assertEquals(List.of(), List.of(mistake.getSuppressed()));
    }
}
