package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.flow.Batch;
import io.weir.graph.Dataflow;
import io.weir.graph.Job;
import io.weir.graph.JobSettings;
import io.weir.graph.Partitioning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalClusterTest {
    private static final Partitioning.Hash BY_NUMBER = new Partitioning.Hash(List.of(0));
    private static final Partitioning.Single TO_ONE = new Partitioning.Single();

    @TempDir
    private Path directory;

    private final Numbers.Tally tally = new Numbers.Tally();
    private LocalCluster cluster;

    @BeforeEach
    void start() {
        cluster = LocalCluster.start(new LocalClusterSettings(3, 1 << 20, directory));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        cluster.close();
        assertEquals(tally.opened.get(), tally.closed.get(), "opened and closed");
        assertEquals(0, tally.closedTwice.get(), "closed twice");
        try (var files = Files.list(directory)) {
            assertEquals(List.of(), files.toList());
        }
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("weir-")) {
                // an executor that has ended may have threads on their last instructions
                thread.join(10_000);
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
    }

    private Job submit(Dataflow dataflow) {
        return cluster.submit(dataflow, new JobSettings(4, 100, 0));
    }

    private static List<Long> rows(Job job) {
        var rows = new ArrayList<Long>();
        for (Batch batch = job.next(); batch != null; batch = job.next()) {
            LongStream.of(Steps.numbers(batch)).forEach(rows::add);
        }
        return rows;
    }

    private Numbers numbers(int splits) {
        return new Numbers(splits, 1000, tally);
    }

    private Steps.Named named(String name, Steps.Body body) {
        return new Steps.Named(name, tally, body);
    }

    @Test
    void rowsGoThroughFilterExchangeAndSums() {
        var flow = new Flows()
                .scan(1, numbers(10), named("even", context -> Steps.multiplesOf(2)))
                .stage(2, named("partial sum", context -> new Steps.Sum()))
                .stage(3, named("sum", context -> new Steps.Sum()))
                .edge(1, 2, BY_NUMBER)
                .edge(2, 3, TO_ONE)
                .answering(3);
        try (var job = submit(flow)) {
            assertEquals(List.of(24_995_000L), rows(job));
            assertNull(job.next());
            var progress = job.progress();
            assertEquals(10_000, progress.rowsRead());
            assertEquals(80_000, progress.bytesTotal());
            assertEquals(80_000, progress.bytesRead());
            assertEquals(10, progress.splitsDone());
            var scan = job.metrics().stages().get(0).operators();
            assertEquals("even", scan.get(1).name());
            assertEquals(4, scan.get(1).tasks().size());
            assertEquals(
                    5_000,
                    scan.get(1).tasks().stream()
                            .mapToLong(task -> task.rowsOut())
                            .sum());
        }
    }

    @Test
    void partitioningsKeepEveryRowOnce() {
        for (var partitioning : List.of(BY_NUMBER, TO_ONE, new Partitioning.Rebalance(), new Partitioning.Forward())) {
            var flow = new Flows()
                    .scan(1, numbers(7))
                    .stage(2)
                    .stage(3)
                    .edge(1, 2, partitioning)
                    .edge(2, 3, TO_ONE)
                    .answering(3);
            try (var job = submit(flow)) {
                var rows = rows(job);
                rows.sort(null);
                assertEquals(LongStream.range(0, 7000).boxed().toList(), rows, partitioning.toString());
            }
        }
    }

    @Test
    void broadcastGivesEveryRowToEveryTask() {
        var flow = new Flows()
                .scan(1, numbers(2))
                .stage(2, named("sum", context -> new Steps.Sum()))
                .stage(3)
                .edge(1, 2, new Partitioning.Broadcast())
                .edge(2, 3, TO_ONE)
                .answering(3);
        try (var job = submit(flow)) {
            assertEquals(List.of(1_999_000L, 1_999_000L, 1_999_000L, 1_999_000L), rows(job));
        }
    }

    @Test
    void anOperatorMayWantOneInputBeforeTheOther() {
        var flow = new Flows()
                .scan(1, numbers(2))
                .scan(2, new Numbers(1, 20, tally), named("multiples of 5", context -> Steps.multiplesOf(5)))
                .scan(3, new Numbers(1, 50, tally), named("multiples of 2", context -> Steps.multiplesOf(2)))
                .stage(
                        4,
                        named("twice", context -> new Steps.Repeat(2)),
                        named("fives", context -> new Steps.Intersection()),
                        named("twos", context -> new Steps.Intersection()))
                .stage(5)
                .edge(1, 4, BY_NUMBER)
                .build(2, 4, 1, new Partitioning.Broadcast())
                .build(3, 4, 2, BY_NUMBER)
                .edge(4, 5, TO_ONE)
                .answering(5);
        try (var job = submit(flow)) {
            var rows = rows(job);
            rows.sort(null);
            assertEquals(List.of(0L, 0L, 10L, 10L), rows);
        }
    }

    @Test
    void anOperatorThatHasEnoughEndsTheScansBelow() {
        var flow = new Flows()
                .scan(1, numbers(1_000_000))
                .stage(2, named("first", context -> new Steps.First(50)))
                .edge(1, 2, TO_ONE)
                .answering(2);
        try (var job = submit(flow)) {
            assertEquals(50, rows(job).size());
            assertTrue(
                    job.progress().rowsRead() < 1_000_000,
                    "rows read: " + job.progress().rowsRead());
        }
    }

    @Test
    void aSlowClientHoldsTheJobBack() {
        var flow = new Flows()
                .scan(1, numbers(10_000), named("thrice", context -> new Steps.Repeat(3)))
                .stage(2)
                .edge(1, 2, TO_ONE)
                .answering(2);
        var job = submit(flow);
        assertEquals(100, job.next().rows());
        assertTrue(job.progress().rowsRead() < 1_000_000);
        job.close();
        assertThrows(EngineException.class, job::next);
    }

    @Test
    void aFailureEndsTheJobWithItsCause() {
        var flow = new Flows()
                .scan(1, numbers(1_000_000), named("broken", context -> (input, batch, output) -> {
                    throw new IllegalStateException("no luck");
                }))
                .stage(2)
                .edge(1, 2, TO_ONE)
                .answering(2);
        try (var job = submit(flow)) {
            var failure = assertThrows(EngineException.class, job::await);
            assertEquals(ErrorCode.INTERNAL, failure.code());
            assertTrue(failure.getMessage().contains("broken of stage stage 1"), failure.getMessage());
            assertEquals("no luck", failure.getCause().getMessage());
        }
    }

    @Test
    void anErrorOfTheEnginePassesUnchanged() {
        var known = new EngineException(ErrorCode.DIVISION_BY_ZERO, "division by zero");
        var flow = new Flows()
                .scan(1, numbers(10), named("broken", context -> {
                    throw known;
                }))
                .stage(2)
                .edge(1, 2, TO_ONE)
                .answering(2);
        try (var job = submit(flow)) {
            assertEquals(known, assertThrows(EngineException.class, job::next));
        }
    }

    @Test
    void aCancelledJobSaysSo() {
        var flow = new Flows()
                .scan(1, numbers(1_000_000))
                .stage(2)
                .edge(1, 2, BY_NUMBER)
                .answering(2);
        try (var job = submit(flow)) {
            job.next();
            job.cancel();
            var failure = assertThrows(EngineException.class, job::await);
            assertEquals(ErrorCode.CANCELLED, failure.code());
        }
    }

    @Test
    void severalJobsRunAtOnce() {
        var jobs = new ArrayList<Job>();
        for (var i = 0; i < 10; i++) {
            jobs.add(submit(new Flows()
                    .scan(1, numbers(20), named("sum", context -> new Steps.Sum()))
                    .stage(2, named("total", context -> new Steps.Sum()))
                    .edge(1, 2, TO_ONE)
                    .answering(2)));
        }
        for (var job : jobs) {
            assertEquals(List.of(199_990_000L), rows(job));
            job.close();
        }
    }

    @Test
    void aSinkIsCommittedOnceAllItsWritersHavePrepared() {
        var sink = new Ledger(tally, -1);
        var flow = new Flows()
                .scan(1, numbers(10))
                .sink(2, sink)
                .edge(1, 2, BY_NUMBER)
                .writing();
        try (var job = submit(flow)) {
            assertEquals(10_000, job.await());
            assertNull(job.next());
            assertEquals(10_000, Ledger.COMMITTED.get(tally).size());
            assertEquals(
                    "Ledger", job.metrics().stages().get(1).operators().get(0).name());
        }
    }

    @Test
    void aSinkThatFailsIsAborted() {
        var sink = new Ledger(tally, 3);
        var flow = new Flows()
                .scan(1, numbers(100))
                .sink(2, sink)
                .edge(1, 2, BY_NUMBER)
                .writing();
        try (var job = submit(flow)) {
            var failure = assertThrows(EngineException.class, job::await);
            assertTrue(failure.getMessage().contains("Ledger of stage stage 2"), failure.getMessage());
        }
        assertNull(Ledger.COMMITTED.get(tally));
        assertEquals(1, sink.aborted().get());
    }

    @Test
    void whatABuildSideLearnedReachesTheScans() {
        var flow = new Flows()
                .scan(1, new Numbers(2, 5, tally), named("learn", context -> new Steps.Learn(context)))
                .scan(2, numbers(300))
                .stage(3, named("join", context -> new Steps.Intersection()))
                .stage(4)
                .edge(2, 3, BY_NUMBER)
                .build(1, 3, 0, new Partitioning.Broadcast())
                .edge(3, 4, TO_ONE)
                .answering(4);
        try (var job = submit(flow)) {
            job.await();
            assertTrue(tally.narrowed.get() > 0);
        }
    }

    @Test
    void aClosedClusterTakesNoJobs() {
        cluster.close();
        var flow = new Flows().scan(1, numbers(1)).answering(1);
        var failure = assertThrows(EngineException.class, () -> submit(flow));
        assertEquals(ErrorCode.CANCELLED, failure.code());
    }

    @Test
    void closingTheClusterEndsItsJobs() {
        var job = submit(new Flows()
                .scan(1, numbers(1_000_000))
                .stage(2)
                .edge(1, 2, TO_ONE)
                .answering(2));
        job.next();
        cluster.close();
        assertEquals(
                ErrorCode.CANCELLED,
                assertThrows(EngineException.class, job::await).code());
    }

    @Test
    void aHeapThatIsTooSmallSaysWhatToDo() {
        var flow = new Flows()
                .scan(1, numbers(10), named("greedy", context -> (input, batch, output) -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .answering(1);
        try (var job = submit(flow)) {
            var failure = assertThrows(EngineException.class, job::await);
            assertEquals(ErrorCode.OUT_OF_MEMORY, failure.code());
            assertTrue(failure.getMessage().contains("greedy of stage stage 1"), failure.getMessage());
        }
    }

    @Test
    void aJobMayHaveLessMemoryThanTheCluster() {
        var flow = new Flows()
                .scan(1, numbers(1), named("asks", context -> {
                    var total = context.memory().total();
                    return (input, batch, output) -> output.emit(Steps.batch(total));
                }))
                .answering(1);
        try (var job = cluster.submit(flow, new JobSettings(1, 1000, 5_000))) {
            assertEquals(List.of(5_000L), rows(job));
        }
        try (var job = cluster.submit(flow, new JobSettings(1, 1000, 0))) {
            assertEquals(List.of(1L << 20), rows(job));
        }
    }
}
