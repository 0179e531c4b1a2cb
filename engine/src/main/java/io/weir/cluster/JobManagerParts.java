package io.weir.cluster;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What a JobManager works with.
 *
 * @param mailbox runs what it is given one after the other, in order
 * @param io runs what may block
 * @param journal what the next JobManager will know
 */
record JobManagerParts(
        Executor mailbox,
        Executor io,
        Timer timer,
        Provisioner provisioner,
        SchedulerSettings settings,
        JobJournal journal) {
    /** Of one that nobody follows. */
    JobManagerParts(Executor mailbox, Executor io, Timer timer, Provisioner provisioner, SchedulerSettings settings) {
        this(mailbox, io, timer, provisioner, settings, JobJournal.none());
    }

    /** Runs an action, on any thread, after a while. */
    interface Timer {
        void after(Duration delay, Runnable action);

        /** Since some time. */
        default long nanos() {
            return System.nanoTime();
        }
    }
}
