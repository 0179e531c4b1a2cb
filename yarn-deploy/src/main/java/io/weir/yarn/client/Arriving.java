package io.weir.yarn.client;

import io.weir.cluster.RemoteCluster;
import io.weir.graph.Dataflow;
import io.weir.graph.Job;
import io.weir.graph.JobRunner;
import io.weir.graph.JobSettings;
import io.weir.task.Failures;
import io.weir.yarn.master.MasterSettings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The cluster of an application that is about to begin: statements are planned meanwhile, jobs wait for it. Outlives the tables, because
 * how the command went is said after them.
 */
final class Arriving implements JobRunner {
    private final MasterSettings expected;
    private final CompletableFuture<RemoteCluster> cluster;

    Arriving(MasterSettings expected, Supplier<RemoteCluster> connect) {
        this.expected = expected;
        this.cluster = CompletableFuture.supplyAsync(connect);
    }

    /** Waits for it; throws what went wrong with it. */
    RemoteCluster there() {
        try {
            return cluster.join();
        } catch (CompletionException failed) {
            throw Failures.explain(failed.getCause(), "the beginning of the application");
        }
    }

    @Override
    public Job submit(Dataflow dataflow, JobSettings settings) {
        return there().submit(dataflow, settings);
    }

    @Override
    public int slots() {
        return expected.mostSlots();
    }

    @Override
    public long operatorMemory() {
        return expected.memory().operators();
    }

    @Override
    public void close() {}
}
