package io.weir.cluster;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for what blocks. One begins only where none is idle: Java's own pool begins one for each of the first tasks, which a short
 * process would pay for, most of all when it ends them one after another.
 */
final class IoThreads extends ThreadPoolExecutor {
    static final int MOST = 16;

    private static final long IDLE_SECONDS = 10;

    IoThreads(ThreadFactory factory) {
        super(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new IdleFirst(), factory, IoThreads::enqueue);
    }

    /** Takes a task only if a thread waits for it, so that the pool begins another thread where none does. */
    private static final class IdleFirst extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }

    /** As many threads as may be were at work. If all of them have ended since, from idleness, none would look at the queue again. */
    private static void enqueue(Runnable task, ThreadPoolExecutor pool) {
        pool.getQueue().add(task);
        if (pool.isShutdown() && pool.remove(task)) {
            throw new RejectedExecutionException("the process is about to end");
        }
        if (pool.getPoolSize() == 0 && pool.remove(task)) {
            pool.execute(task);
        }
    }
}
