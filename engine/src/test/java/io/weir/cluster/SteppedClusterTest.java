package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.weir.ErrorCode;
import io.weir.flow.Batch;
import io.weir.graph.Dataflow;
import io.weir.graph.JobSettings;
import io.weir.graph.Partitioning;
import io.weir.graph.Revision;
import io.weir.operator.Operator;
import io.weir.operator.Output;
import io.weir.task.RunningTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every order of steps leads to the same rows, and every failure at any step to a clean end. A seed that fails is in the message. */
class SteppedClusterTest {
    private static final Partitioning.Hash BY_NUMBER = new Partitioning.Hash(List.of(0));
    private static final Partitioning.Single TO_ONE = new Partitioning.Single();
    private static final int STUCK = 100_000;

    @TempDir
    private Path directory;

    private Numbers.Tally tally = new Numbers.Tally();

    private Steps.Named named(String name, Steps.Body body) {
        return new Steps.Named(name, tally, body);
    }

    /** Source, filter, hash exchange, operator, single, result. */
    private Dataflow sums(Steps.Body step) {
        return new Flows()
                .scan(1, new Numbers(3, 40, tally), named("even", context -> Steps.multiplesOf(2)))
                .stage(2, named("step", step), named("partial sum", context -> new Steps.Sum()))
                .stage(3, named("sum", context -> new Steps.Sum()))
                .edge(1, 2, BY_NUMBER)
                .edge(2, 3, TO_ONE)
                .answering(3);
    }

    /** A join whose scan is read twice: by a blocking way to the probe side and a pipelined one to the build side. */
    private Dataflow diamond() {
        return new Flows()
                .scan(1, new Numbers(3, 30, tally))
                .stage(
                        2,
                        named("twice", context -> new Steps.Repeat(2)),
                        named("join", context -> new Steps.Intersection()))
                .stage(3, named("first", context -> new Steps.First(100)))
                .blocking(1, 2, BY_NUMBER)
                .build(1, 2, 1, BY_NUMBER)
                .edge(2, 3, TO_ONE)
                .answering(3);
    }

    /** A join of two scans, numbers to 90 and to 40, whose build side is kept before the probe side begins. */
    private Dataflow keptBuild(Revision revision) {
        return new Flows()
                .scan(1, new Numbers(3, 30, tally))
                .scan(2, new Numbers(2, 20, tally))
                .stage(3, named("join", context -> new Steps.Intersection()))
                .stage(4)
                .edge(1, 3, BY_NUMBER)
                .keptBuild(2, 3, BY_NUMBER)
                .edge(3, 4, TO_ONE)
                .revision(revision)
                .answering(4);
    }

    /** Every task of the join gets all of the build side, and the probe rows of its like. */
    private static Dataflow broadcast(Dataflow dataflow) {
        var edges = new ArrayList<>(dataflow.edges());
        edges.set(0, edges.get(0).with(new Partitioning.Forward()));
        edges.set(1, edges.get(1).with(new Partitioning.Broadcast()));
        return dataflow.with(dataflow.stages(), edges);
    }

    /** The join runs in fewer tasks than were planned. */
    private static Dataflow coalesced(Dataflow dataflow) {
        var stages = new ArrayList<Dataflow.Stage>();
        for (var stage : dataflow.stages()) {
            stages.add(
                    stage.id() == 3
                            ? new Dataflow.Stage(
                                    3,
                                    stage.uid(),
                                    stage.name(),
                                    new Dataflow.Parallelism(1, 2),
                                    stage.source(),
                                    stage.chain(),
                                    stage.sink())
                            : stage);
        }
        return dataflow.with(stages, dataflow.edges());
    }

    /** Rows of the answer, or the error's code; everything must be closed again. */
    private List<Long> run(SteppedCluster cluster, LocalJob job, Runnable eachStep) throws IOException {
        var rows = new ArrayList<Long>();
        while (job.result().outcome() == null) {
            eachStep.run();
            if (!cluster.step()) {
                var before = rows.size();
                take(job, rows);
                assertTrue(rows.size() > before, "nothing is due and the job has not ended");
            }
            if (cluster.steps() > STUCK) {
                fail("no end after " + STUCK + " steps");
            }
            if (cluster.steps() % 3 == 0) {
                take(job, rows);
            }
        }
        take(job, rows);
        assertEquals(0, cluster.memory().used());
        cluster.close();
        try (var files = Files.list(directory)) {
            assertEquals(List.of(), files.toList());
        }
        assertEquals(tally.opened.get(), tally.closed.get(), "opened and closed");
        assertEquals(0, tally.closedTwice.get(), "closed twice");
        rows.sort(null);
        return rows;
    }

    private static void take(LocalJob job, List<Long> rows) {
        for (var batch = job.result().poll();
                batch != null;
                batch = job.result().poll()) {
            LongStream.of(Steps.numbers(batch)).forEach(rows::add);
        }
    }

    private static JobSettings settings(long seed) {
        return new JobSettings(1 + (int) (seed % 3), 1 + (int) (seed % 17), 0);
    }

    @Test
    void everyOrderOfStepsGivesTheSameSums() throws IOException {
        for (var seed = 0; seed < 1000; seed++) {
            var cluster = new SteppedCluster(seed, directory, 1 << 20);
            var job = cluster.submit(sums(context -> new Steps.Repeat(3)), settings(seed));
            assertEquals(List.of(3L * 60 * 59), run(cluster, job, () -> {}), "seed " + seed);
        }
    }

    /** The scans of all flows here are told of a filter that never comes. */
    @Test
    void whoWaitsForAFilterLetsOthersGoFirstButNotForEver() throws IOException {
        for (var seed = 0; seed < 20; seed++) {
            var cluster = new SteppedCluster(seed, directory, 1 << 20);
            var job = cluster.submit(sums(context -> new Steps.Repeat(3)), new JobSettings(1, 1, 0));
            run(cluster, job, () -> {});
            assertEquals(RunningTask.PATIENCE, cluster.patientSlices(), "seed " + seed);
        }
    }

    /** Counts the splits of the probe side that are open when the build side ends, which is before the join takes any of their rows. */
    private record AtEndOfBuild(Numbers.Tally probe, AtomicInteger opened) implements Operator {
        @Override
        public void process(int input, Batch batch, Output output) throws Exception {
            output.emit(batch);
        }

        @Override
        public void finish(int input, Output output) {
            opened.addAndGet(Math.max(0, probe.opened.get() - 1)); // one is the enumerator
        }
    }

    @Test
    void aScanThatWaitsForAJoinOpensItsFirstSplitMeanwhile() throws IOException {
        var opened = new AtomicInteger();
        for (var seed = 0; seed < 100; seed++) {
            var probe = new Numbers.Tally();
            var flow = new Flows()
                    .scan(1, new Numbers(1, 90, probe), named("join", context -> new Steps.Intersection()))
                    .scan(
                            2,
                            new Numbers(1, 40, new Numbers.Tally()),
                            named("build", context -> new AtEndOfBuild(probe, opened)))
                    .build(2, 1, 0, new Partitioning.Broadcast())
                    .answering(1);
            var cluster = new SteppedCluster(seed, directory, 1 << 20);
            var job = cluster.submit(flow, new JobSettings(1, 8, 0));
            assertEquals(LongStream.range(0, 40).boxed().toList(), run(cluster, job, () -> {}), "seed " + seed);
            assertEquals(probe.opened.get(), probe.closed.get(), "opened and closed, seed " + seed);
        }
        assertTrue(opened.get() > 0, "never opened early");
    }

    @Test
    void everyOrderOfStepsGivesTheSameJoin() throws IOException {
        for (var seed = 0; seed < 300; seed++) {
            // with hardly any memory the blocking edge spills
            var cluster = new SteppedCluster(seed, directory, seed % 2 == 0 ? 100 : 1 << 20);
            var job = cluster.submit(diamond(), settings(seed));
            var rows = run(cluster, job, () -> {});
            assertEquals(100, rows.size(), "seed " + seed);
            rows.forEach(row -> assertTrue(row < 90));
        }
    }

    @Test
    void everyOrderOfStepsGivesTheSameJoinHoweverItIsRevised() throws IOException {
        for (var seed = 0; seed < 400; seed++) {
            var kind = seed % 4;
            Revision revision = (dataflow, seen) -> {
                assertEquals(40, seen.get(1).rows());
                assertTrue(seen.get(1).totalBytes() >= 40 * Long.BYTES);
                return switch (kind) {
                    case 0 -> dataflow;
                    case 1 -> broadcast(dataflow);
                    default -> coalesced(dataflow);
                };
            };
            var cluster = new SteppedCluster(seed, directory, seed % 2 == 0 ? 100 : 1 << 20);
            var job = cluster.submit(keptBuild(revision), settings(seed));
            var rows = run(cluster, job, () -> {});
            assertEquals(LongStream.range(0, 40).boxed().toList(), rows, "seed " + seed);
            var read = job.dataflow().edges().get(1).partitioning();
            assertEquals(kind == 1, read instanceof Partitioning.Broadcast);
        }
    }

    @Test
    void aRevisionThatFailsEndsTheJobCleanly() throws IOException {
        for (var seed = 0; seed < 50; seed++) {
            tally = new Numbers.Tally();
            var cluster = new SteppedCluster(seed, directory, 1 << 20);
            Revision revision = (dataflow, seen) -> {
                throw new IllegalStateException("no plan");
            };
            var job = cluster.submit(keptBuild(revision), settings(seed));
            run(cluster, job, () -> {});
            var outcome = job.result().outcome();
            assertNotNull(outcome);
            assertEquals("no plan", outcome.failure().orElseThrow().getCause().getMessage());
        }
    }

    @Test
    void everyOrderOfStepsKeepsTheRowsOfRanges() throws IOException {
        var range = new Partitioning.Range(List.of(new Partitioning.SortColumn(0, true, true)), Flows.SCHEMA);
        var flow = new Flows()
                .scan(1, new Numbers(3, 40, tally))
                .stage(2)
                .stage(3)
                .edge(1, 2, range)
                .edge(2, 3, TO_ONE)
                .answering(3);
        for (var seed = 0; seed < 200; seed++) {
            var cluster = new SteppedCluster(seed, directory, 1 << 20);
            var job = cluster.submit(flow, settings(seed));
            assertEquals(LongStream.range(0, 120).boxed().toList(), run(cluster, job, () -> {}), "seed " + seed);
        }
    }

    @Test
    void aFailureAtAnyBatchEndsTheJobCleanly() throws IOException {
        for (var seed = 0; seed < 300; seed++) {
            tally = new Numbers.Tally();
            var fatal = seed % 40;
            var cluster = new SteppedCluster(seed, directory, 1 << 20);
            var batches = new int[1];
            var job = cluster.submit(
                    sums(context -> (input, batch, output) -> {
                        if (batches[0]++ == fatal) {
                            throw new IllegalStateException("batch " + fatal);
                        }
                        output.emit(batch);
                    }),
                    settings(seed));
            run(cluster, job, () -> {});
            var outcome = job.result().outcome();
            assertNotNull(outcome);
            if (batches[0] > fatal) {
                var failure = outcome.failure().orElseThrow();
                assertEquals(ErrorCode.INTERNAL, failure.code(), "seed " + seed);
                assertEquals("batch " + fatal, failure.getCause().getMessage());
            }
        }
    }

    @Test
    void cancelAtAnyStepEndsTheJobCleanly() throws IOException {
        for (var seed = 0; seed < 300; seed++) {
            tally = new Numbers.Tally();
            var cluster = new SteppedCluster(seed, directory, 100);
            var flow = seed % 2 == 0 ? diamond() : sums(context -> new Steps.Repeat(3));
            var job = cluster.submit(flow, settings(seed));
            var fatal = seed;
            run(cluster, job, () -> {
                if (cluster.steps() == fatal) {
                    job.cancel();
                }
            });
            var outcome = job.result().outcome();
            assertNotNull(outcome);
            outcome.failure().ifPresent(failure -> assertEquals(ErrorCode.CANCELLED, failure.code()));
        }
    }
}
