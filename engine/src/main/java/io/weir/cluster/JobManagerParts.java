package io.weir.cluster;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What a JobManager works with.
 *
 * @param mailbox runs what it is given one after the other, in order
 * @param io runs what may block
 */
record JobManagerParts(Executor mailbox, Executor io, Timer timer, Provisioner provisioner, Retries retries) {
    /** Runs an action, on any thread, after a while. */
    interface Timer {
        void after(Duration delay, Runnable action);
    }

    /**
     * How often and how long to try.
     *
     * @param attempts runs of one task, at least 1
     * @param pause before the second run; it doubles before each further one
     * @param patience how long to wait for a first TaskManager
     */
    record Retries(int attempts, Duration pause, Duration patience) {
        /** What fails, fails. */
        static final Retries NONE = new Retries(1, Duration.ZERO, Duration.ZERO);
    }
}
