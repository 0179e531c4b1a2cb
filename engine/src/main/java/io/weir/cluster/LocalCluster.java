package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.graph.Dataflow;
import io.weir.graph.Job;
import io.weir.graph.JobRunner;
import io.weir.graph.JobSettings;
import io.weir.memory.MemoryPool;
import io.weir.memory.SpillRoot;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** JobManager and TaskManager in this process, without a network. */
public final class LocalCluster implements JobRunner {
    private static final int IO_THREADS = 16;
    private static final long SLICE_NANOS = 5_000_000;

    private final LocalClusterSettings settings;
    private final ExecutorService mailbox;
    private final ExecutorService carriers;
    private final ExecutorService io;
    private final ScheduledThreadPoolExecutor timer;
    private final SpillRoot spill;
    private final JobManager jobManager;

    private LocalCluster(LocalClusterSettings settings, SpillRoot spill) {
        this.settings = settings;
        this.spill = spill;
        mailbox = Executors.newSingleThreadExecutor(threads("weir-job-manager"));
        carriers = Executors.newFixedThreadPool(settings.slots(), threads("weir-task"));
        io = ioThreads();
        timer = new ScheduledThreadPoolExecutor(1, threads("weir-timer"));
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        var threads = new TaskManagerParts.Threads(carriers, io, this::wakeAt);
        var taskManager = new TaskManager(new TaskManagerParts(
                threads, new MemoryPool(settings.operatorMemory()), spill, settings.exchange(), SLICE_NANOS));
        jobManager = new JobManager(taskManager, mailbox, io, settings.exchange());
    }

    /** Starts the threads; close the cluster to end them. */
    public static LocalCluster start(LocalClusterSettings settings) {
        return new LocalCluster(settings, SpillRoot.claim(settings.spillRoot()));
    }

    private static ExecutorService ioThreads() {
        var pool = new ThreadPoolExecutor(
                IO_THREADS, IO_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads("weir-io"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory threads(String name) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private void wakeAt(long time, Consumer<Long> callback) {
        var clock = Clock.systemUTC();
        var delay = Math.max(0, time - clock.millis());
        var unused = timer.schedule(() -> callback.accept(clock.millis()), delay, TimeUnit.MILLISECONDS);
    }

    @Override
    public Job submit(Dataflow dataflow, JobSettings jobSettings) {
        if (mailbox.isShutdown()) {
            throw new EngineException(ErrorCode.CANCELLED, "the cluster is closed");
        }
        return jobManager.submit(dataflow, jobSettings);
    }

    @Override
    public int slots() {
        return settings.slots();
    }

    @Override
    public long operatorMemory() {
        return settings.operatorMemory();
    }

    /** Cancels what runs and waits until no thread and no file is left. */
    @Override
    public void close() {
        if (mailbox.isShutdown()) {
            return;
        }
        jobManager.jobs().forEach(LocalJob::cancel);
        jobManager.jobs().forEach(LocalJob::close);
        for (var threads : new ExecutorService[] {timer, mailbox, carriers, io}) {
            threads.shutdown();
            awaitEnd(threads);
        }
        spill.close();
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
