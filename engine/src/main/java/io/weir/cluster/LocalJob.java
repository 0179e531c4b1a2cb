package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.graph.Dataflow;
import io.weir.graph.Job;
import io.weir.graph.JobMetrics;
import java.util.function.LongSupplier;

/** A client's view of a job in this process. */
final class LocalJob implements Job {
    /** As it was submitted. */
    private final JobPlan plan;

    private final JobRun run;
    private final LongSupplier memoryUsed;

    LocalJob(JobPlan plan, JobRun run, LongSupplier memoryUsed) {
        this.plan = plan;
        this.run = run;
        this.memoryUsed = memoryUsed;
    }

    @Override
    public String id() {
        return plan.id();
    }

    @Override
    public @Nullable Batch next() {
        try {
            return plan.result().take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel();
            throw new EngineException(ErrorCode.CANCELLED, "interrupted while waiting for rows", e);
        }
    }

    @Override
    public long await() {
        while (next() != null) {
            // drained
        }
        var outcome = plan.result().outcome();
        return outcome == null ? 0 : outcome.rows();
    }

    /** For whoever must not wait: rows that are there, and the end once it has come. */
    ResultChannel result() {
        return plan.result();
    }

    @Override
    public void cancel() {
        run.send(new JobEvent.Failed(JobManager.cancelled()));
    }

    @Override
    public Progress progress() {
        var scans = plan.counters().scans();
        return new Progress(
                scans.bytesDone.get(),
                scans.bytesTotal.get(),
                scans.splitsDone.get(),
                scans.splitsTotal.get(),
                plan.counters().rowsRead(),
                memoryUsed.getAsLong());
    }

    @Override
    public Dataflow dataflow() {
        return plan.counters().dataflow();
    }

    @Override
    public JobMetrics metrics() {
        return plan.counters().all();
    }

    @Override
    public void close() {
        if (plan.result().outcome() == null) {
            cancel();
        }
        plan.result().close();
        var interrupted = false;
        while (true) {
            try {
                plan.result().awaitEnd();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
