package io.weir.sql.gateway;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.graph.Dataflow;
import io.weir.graph.Job;
import io.weir.graph.JobRunner;
import io.weir.graph.JobSettings;
import java.util.ArrayList;
import java.util.List;

/** The jobs of one statement, which may be cancelled before, while and after it has any. Any thread. */
final class StatementJobs implements JobRunner {
    private final JobRunner cluster;

    /** Guarded by this. */
    private final List<Job> jobs = new ArrayList<>();

    private boolean cancelled;

    StatementJobs(JobRunner cluster) {
        this.cluster = cluster;
    }

    @Override
    public synchronized Job submit(Dataflow dataflow, JobSettings settings) {
        check();
        var job = cluster.submit(dataflow, settings);
        jobs.add(job);
        return job;
    }

    /** Fails with CANCELLED if it is. */
    synchronized void check() {
        if (cancelled) {
            throw new EngineException(ErrorCode.CANCELLED, "the statement was cancelled");
        }
    }

    synchronized void cancel() {
        cancelled = true;
        jobs.forEach(Job::cancel);
    }

    synchronized List<String> names() {
        return jobs.stream().map(Job::id).toList();
    }

    @Override
    public int slots() {
        return cluster.slots();
    }

    @Override
    public long operatorMemory() {
        return cluster.operatorMemory();
    }

    /** The cluster stays. */
    @Override
    public void close() {}
}
