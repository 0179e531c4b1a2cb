package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.graph.Partitioning;
import io.weir.task.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A task that takes much longer than the others of its stage begins once more elsewhere, and one of its runs counts. */
class SpeculationTest {
    private static final Duration USUAL = Duration.ofSeconds(2);
    private static final TaskId FIRST = task(1, 3, 0);
    private static final TaskId SECOND = task(1, 3, 1);

    private final ScriptedCluster cluster = new ScriptedCluster(
            4,
            new SchedulerSettings(4, Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(10), 0)
                    .with(new SpeculationSettings(true, 0.75, 3, Duration.ofSeconds(1))));

    private static TaskId task(int stage, int index, int attempt) {
        return new TaskId(stage, index, attempt);
    }

    private static Flows scan() {
        return new Flows().scan(1, new Pieces(List.of("a", "b", "c", "d")));
    }

    /** A scan in four tasks, of which the last one takes long. */
    private LocalJob begin(Flows flow) {
        var job = cluster.submit(flow.writing(), 4);
        List.of("one", "two", "three", "four").forEach(cluster::come);
        for (var index = 0; index < 4; index++) {
            cluster.read(1, index);
        }
        assertTrue(cluster.read(FIRST).isEmpty());
        cluster.passTime(USUAL);
        for (var index = 0; index < 3; index++) {
            cluster.end(task(1, index, 0), 1);
        }
        return job;
    }

    private LocalJob begin() {
        return begin(
                scan().sink(2, new Ledger(new Numbers.Tally(), -1)).blocking(1, 2, new Partitioning.Hash(List.of(0))));
    }

    @Test
    void itBeginsOnceMoreWhereASlotIsFreeAndReadsTheSame() {
        begin();
        assertEquals(Map.of(FIRST, "four"), cluster.running());
        cluster.passTime(USUAL.multipliedBy(3));
        assertEquals(Map.of(FIRST, "four", SECOND, "one"), cluster.running());
        assertEquals(
                "d",
                cluster.read(SECOND)
                        .map(split -> ((Pieces.Piece) split).place())
                        .orElseThrow());
        assertEquals(Optional.empty(), cluster.read(SECOND));
        cluster.passTime(Duration.ofHours(1));
        assertEquals(2, cluster.running().size());
    }

    @Test
    void whatEndsFirstCountsAndTheOtherRunIsCancelled() {
        var job = begin();
        cluster.passTime(USUAL.multipliedBy(3));
        cluster.end(SECOND, 1);
        assertEquals(List.of("one", "three", "two"), hosts(2));
        cluster.endCancelled();
        cluster.end(2, 0);
        assertTrue(job.result().outcome().failure().isEmpty());
    }

    @Test
    void soDoesTheFirstRunIfItIsFaster() {
        var job = begin();
        cluster.passTime(USUAL.multipliedBy(3));
        cluster.end(FIRST, 1);
        assertEquals(List.of("four", "one", "three", "two"), hosts(2));
        cluster.endCancelled();
        cluster.end(2, 0);
        assertTrue(job.result().outcome().failure().isEmpty());
    }

    @Test
    void theFailureOfOneRunIsNoneOfTheTask() {
        var job = begin();
        cluster.passTime(USUAL.multipliedBy(3));
        cluster.fail(FIRST, new EngineException(ErrorCode.FILE_ACCESS, "test"));
        assertEquals(Map.of(SECOND, "one"), cluster.running());
        assertEquals(
                "d",
                cluster.read(SECOND)
                        .map(split -> ((Pieces.Piece) split).place())
                        .orElseThrow());
        cluster.lose("one");
        cluster.passTime(Duration.ofSeconds(1));
        // the output of the first task is lost too
        assertEquals(2, cluster.running().size());
        assertEquals(
                "d",
                cluster.read(1, 3).map(split -> ((Pieces.Piece) split).place()).orElseThrow());
        cluster.end(1, 1);
        cluster.end(2, 0);
        assertTrue(job.result().outcome().failure().isEmpty());
    }

    @Test
    void whatOthersReadAsItComesRunsOnce() {
        begin(scan().sink(2, new Ledger(new Numbers.Tally(), -1)).edge(1, 2, new Partitioning.Hash(List.of(0))));
        var before = cluster.running();
        cluster.passTime(Duration.ofHours(1));
        assertEquals(before, cluster.running());
    }

    private List<String> hosts(int stage) {
        return cluster.running().entrySet().stream()
                .filter(run -> run.getKey().stage() == stage)
                .map(Map.Entry::getValue)
                .distinct()
                .sorted()
                .toList();
    }
}
