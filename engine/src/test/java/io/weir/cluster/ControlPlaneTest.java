package io.weir.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The JobManager's side, each schedule in one thread: seeds make what is lost, late and out of order, and which JobManagers follow each
 * other. It costs time, never rows. The number of schedules and the first seed are the properties {@code schedules} and {@code seed};
 * with a seed alone, that one runs.
 */
class ControlPlaneTest {
    private static final int SCHEDULES = Integer.getInteger("schedules", Long.getLong("seed") == null ? 10_000 : 1);
    private static final long SEED = Long.getLong("seed", 0);

    @Test
    void everyScheduleEndsEveryJobOnce() {
        var succeeded = new AtomicInteger();
        var copies = new AtomicInteger();
        LongStream.range(SEED, SEED + SCHEDULES)
                .parallel()
                .filter(seed -> !isRight(seed, succeeded, copies))
                .findFirst()
                .ifPresent(ControlPlaneTest::replay);
        // a cluster that ends every job at once with an error would be right too often
        assertThat(succeeded.get()).isGreaterThan(SCHEDULES / 2);
        assertThat(copies.get()).isGreaterThanOrEqualTo(SCHEDULES / 500);
    }

    /** Counts the jobs that succeeded, and the second runs of tasks. */
    private static boolean isRight(long seed, AtomicInteger succeeded, AtomicInteger copies) {
        var plane = new ControlPlane(seed, false);
        try {
            plane.run();
            succeeded.addAndGet(plane.succeeded());
            copies.addAndGet(plane.copies());
            return true;
        } catch (Exception | AssertionError found) {
            return false;
        } finally {
            Books.close(seed);
        }
    }

    private static void replay(long seed) {
        var again = new ControlPlane(seed, true);
        try {
            again.run();
        } catch (Exception | AssertionError failure) {
            throw new AssertionError("seed " + seed + ": " + failure + "\n" + again.trace(), failure);
        } finally {
            Books.close(seed);
        }
        throw new AssertionError("seed " + seed + " is wrong once, and right when it is replayed");
    }
}
