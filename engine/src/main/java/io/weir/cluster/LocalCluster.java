package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.graph.Dataflow;
import io.weir.graph.Job;
import io.weir.graph.JobRunner;
import io.weir.graph.JobSettings;
import io.weir.memory.MemoryPool;
import io.weir.memory.SpillRoot;
import java.util.Optional;

/** JobManager and TaskManager in this process, without a network. */
public final class LocalCluster implements JobRunner {
    static final long SLICE_NANOS = 5_000_000;

    private final LocalClusterSettings settings;
    private final ClusterThreads threads;
    private final SpillRoot spill;
    private final JobManager jobManager;

    private LocalCluster(LocalClusterSettings settings, SpillRoot spill) {
        this.settings = settings;
        this.spill = spill;
        threads = new ClusterThreads("weir-job-manager", settings.slots());
        jobManager = new JobManager(
                new JobManagerParts(
                        threads.mailbox(), threads.io(), threads::after, Provisioner.NONE, SchedulerSettings.EMBEDDED),
                settings.exchange());
        var memory = new MemoryPool(settings.operatorMemory());
        var parts = new TaskManagerParts(threads.ofTasks(), memory, spill, settings.exchange(), SLICE_NANOS);
        jobManager.came(new TaskManager("local", settings.slots(), parts, Optional.empty()));
    }

    /** Starts the threads; close the cluster to end them. */
    public static LocalCluster start(LocalClusterSettings settings) {
        return new LocalCluster(settings, SpillRoot.claim(settings.spillRoot()));
    }

    @Override
    public Job submit(Dataflow dataflow, JobSettings jobSettings) {
        if (threads.mailbox().isShutdown()) {
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
        if (threads.mailbox().isShutdown()) {
            return;
        }
        jobManager.closeJobs();
        threads.close();
        spill.close();
    }
}
