package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.graph.EdgeStatistics;
import io.weir.graph.JobSettings;
import io.weir.graph.Partitioning;
import io.weir.task.TaskEnd;
import io.weir.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static final int TASKS = 4;
    private static final Partitioning.Hash WHOLE = new Partitioning.Hash(List.of(0));
    private static final Partitioning.Hash DIVIDED =
            new Partitioning.Hash(List.of(0), Optional.of(new Partitioning.Skew(2, 50)));

    private final TaskTable tasks = new TaskTable();

    /** Edge 0 may be divided or not, edge 1 may not be. */
    private static JobPlan plan(Partitioning first) {
        var flow = new Flows()
                .scan(1, new Numbers(3, 30, new Numbers.Tally()))
                .scan(2, new Numbers(3, 30, new Numbers.Tally()))
                .stage(3)
                .blocking(1, 3, first)
                .blocking(2, 3, WHOLE)
                .stage(4)
                .edge(3, 4, new Partitioning.Single())
                .answering(4);
        return JobPlan.of("job-1", flow, JobSettings.of(TASKS));
    }

    private void leave(int stage, long[][] bytes) {
        tasks.begin(stage, bytes.length, 0, List.of("one", "two"));
        for (var writer = 0; writer < bytes.length; writer++) {
            var left =
                    new EdgeStatistics(1, LongStream.of(bytes[writer]).boxed().toList());
            tasks.end(new TaskEnd(new TaskId(stage, writer, 0), Optional.empty(), List.of()), Map.of(stage - 1, left));
        }
    }

    private Shares shares(Partitioning first) {
        var plan = plan(first);
        return new Balance(plan, tasks).of(List.of(plan.dataflow().stage(3))).get(3);
    }

    private static List<Integer> partitions(Shares shares) {
        return shares.cuts().stream().map(Shares.Cut::partition).toList();
    }

    @Test
    void partitionsGoToTasksByTheirBytes() {
        leave(1, new long[][] {{40, 5, 5, 5, 5, 5, 5, 10}});
        leave(2, new long[][] {{0, 5, 5, 5, 5, 5, 5, 10}});
        assertEquals(List.of(0, 1, 4, 7, 8), partitions(shares(WHOLE)));
    }

    @Test
    void everyTaskHasAPartitionEvenIfAllBytesAreInOne() {
        leave(1, new long[][] {{0, 0, 0, 0, 0, 0, 0, 100}});
        leave(2, new long[][] {{0, 0, 0, 0, 0, 0, 0, 0}});
        assertEquals(List.of(0, 5, 6, 7, 8), partitions(shares(WHOLE)));
    }

    @Test
    void aLargePartitionIsReadByWriters() {
        leave(1, new long[][] {{10, 60, 10, 10}, {10, 60, 10, 10}, {10, 60, 10, 10}});
        leave(2, new long[][] {{1, 1, 1, 1}, {1, 1, 1, 1}});
        var shares = shares(DIVIDED);
        assertEquals(0, shares.divided());
        assertEquals(new Shares.Cut(1, 1), shares.cuts().get(1));
        assertEquals(List.of(new Shares.Piece(0, 1, 0, 3), new Shares.Piece(1, 2, 0, 1)), shares.of(0, 0, 3));
        assertEquals(List.of(new Shares.Piece(1, 2, 1, 2)), shares.of(0, 1, 3));
        assertEquals(List.of(new Shares.Piece(0, 2, 0, 2)), shares.of(1, 0, 2));
        assertEquals(List.of(new Shares.Piece(1, 2, 0, 2)), shares.of(1, 1, 2));
        assertTrue(shares.isDivided(0, 0));
        assertFalse(shares.isDivided(1, 0));
    }

    @Test
    void nothingIsDividedThatIsNotLargeBothWays() {
        leave(1, new long[][] {{10, 40, 10, 10}, {1, 1, 1, 1}});
        leave(2, new long[][] {{1, 1, 1, 1}, {1, 1, 1, 1}});
        assertEquals(Shares.NONE, shares(DIVIDED).divided());
        assertEquals(
                Shares.NONE,
                shares(new Partitioning.Hash(List.of(0), Optional.of(new Partitioning.Skew(10, 1))))
                        .divided());
    }

    @Test
    void whatIsDividedIsReadOnceAndTheOtherSideWithEveryPartOfIt() {
        var random = new Random(7);
        for (var round = 0; round < 200; round++) {
            var table = new BalanceTest();
            var writers = 1 + random.nextInt(5);
            var bytes = new long[writers][16];
            for (var row : bytes) {
                for (var partition = 0; partition < row.length; partition++) {
                    row[partition] = random.nextInt(10) == 0 ? random.nextInt(1000) : random.nextInt(20);
                }
            }
            table.leave(1, bytes);
            table.leave(2, new long[2][16]);
            check(table.shares(DIVIDED), writers);
        }
    }

    private static void check(Shares shares, int writers) {
        var read = new ArrayList<String>();
        for (var task = 0; task < TASKS; task++) {
            var whole = shares.of(1, task, 2);
            assertEquals(1, whole.size());
            for (var piece : shares.of(0, task, writers)) {
                assertTrue(piece.fromPartition() >= whole.get(0).fromPartition());
                assertTrue(piece.toPartition() <= whole.get(0).toPartition());
                for (var partition = piece.fromPartition(); partition < piece.toPartition(); partition++) {
                    for (var writer = piece.fromWriter(); writer < piece.toWriter(); writer++) {
                        read.add(partition + "/" + writer);
                    }
                }
            }
        }
        assertEquals(
                IntStream.range(0, 16)
                        .boxed()
                        .flatMap(partition -> IntStream.range(0, writers).mapToObj(writer -> partition + "/" + writer))
                        .sorted()
                        .toList(),
                read.stream().sorted().toList());
    }
}
