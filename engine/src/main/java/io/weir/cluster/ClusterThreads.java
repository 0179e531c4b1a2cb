package io.weir.cluster;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The threads of a process: one for job state, one a slot for tasks, some for what blocks, one for the time. */
final class ClusterThreads implements AutoCloseable {
    private final Clock clock = Clock.systemUTC();
    private final ExecutorService mailbox;
    private final CarrierThreads carriers;
    private final ExecutorService io;
    private final ScheduledThreadPoolExecutor timer;

    /** @param mailboxName what the thread for job state is called */
    ClusterThreads(String mailboxName, int slots) {
        mailbox = Executors.newSingleThreadExecutor(threads(mailboxName));
        carriers = new CarrierThreads(slots, threads("weir-task"));
        io = new IoThreads(threads("weir-io"));
        timer = new ScheduledThreadPoolExecutor(1, threads("weir-timer"));
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static ThreadFactory threads(String name) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    ExecutorService mailbox() {
        return mailbox;
    }

    ExecutorService io() {
        return io;
    }

    TaskManagerParts.Threads ofTasks() {
        return new TaskManagerParts.Threads(carriers, io, this::wakeAt);
    }

    private void wakeAt(long time, Consumer<Long> callback) {
        var delay = Duration.ofMillis(Math.max(0, time - clock.millis()));
        after(delay, () -> callback.accept(clock.millis()));
    }

    void after(Duration delay, Runnable action) {
        var unused = timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    void every(Duration period, Runnable action) {
        var unused = timer.scheduleWithFixedDelay(action, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until what they were given has run, but for what was to run later. */
    @Override
    public void close() {
        for (var threads : new ExecutorService[] {timer, mailbox, carriers.threads(), io}) {
            threads.shutdown();
            awaitEnd(threads);
        }
    }

    private static void awaitEnd(ExecutorService threads) {
        try {
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
