package io.weir.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The JobManager's side in one thread, under schedules that seeds make: what is lost, late and out of order costs time, never rows. The
 * number of schedules and the first seed are the properties {@code schedules} and {@code seed}; with a seed alone, that one runs. With
 * {@code takeovers} JobManagers are lost too.
 */
class ControlPlaneTest {
    private static final int SCHEDULES = Integer.getInteger("schedules", Long.getLong("seed") == null ? 10_000 : 1);
    private static final long SEED = Long.getLong("seed", 0);

    @Test
    void everyScheduleEndsEveryJobOnce() {
        var succeeded = 0;
        for (var seed = SEED; seed < SEED + SCHEDULES; seed++) {
            succeeded += run(seed);
        }
        // a cluster that ends every job at once with an error would be right too often
        assertThat(succeeded).isGreaterThan(SCHEDULES / 2);
    }

    /** Answers how many jobs succeeded. */
    private static int run(long seed) {
        var plane = new ControlPlane(seed, false);
        try {
            plane.run();
            return plane.succeeded();
        } catch (Throwable failure) {
            throw new AssertionError("seed " + seed + ": " + failure + "\n" + trace(seed), failure);
        } finally {
            Books.close(seed);
        }
    }

    private static String trace(long seed) {
        var again = new ControlPlane(seed, true);
        try {
            again.run();
        } catch (Throwable same) {
            // it is the trace that is wanted
        }
        return again.trace();
    }
}
