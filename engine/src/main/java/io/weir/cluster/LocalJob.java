package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.graph.Dataflow;
import io.weir.graph.Job;
import io.weir.graph.JobMetrics;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** A client's view of a job in this process. */
final class LocalJob implements Job {
    private final String id;
    private final JobRun run;
    private final LongSupplier memoryUsed;

    LocalJob(String id, JobRun run, LongSupplier memoryUsed) {
        this.id = id;
        this.run = run;
        this.memoryUsed = memoryUsed;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public @Nullable Batch next() {
        try {
            return result().take();
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
        var outcome = result().outcome();
        return outcome == null ? 0 : outcome.rows();
    }

    /** For whoever must not wait: rows that are there, and the end once it has come. */
    ResultChannel result() {
        return run.board().result();
    }

    /** Those that have run tasks of it. */
    List<String> taskManagers() {
        return run.board().places();
    }

    int wantedSlots() {
        return run.scheduler().wantedSlots();
    }

    List<String> near() {
        return run.scheduler().near();
    }

    Set<String> used() {
        return run.scheduler().used();
    }

    /** A former JobManager had it. Before anything is sent. */
    void adopt(RecoveredJob recovered) {
        run.adopt(recovered);
    }

    void send(JobEvent event) {
        run.send(event);
    }

    @Override
    public void cancel() {
        run.send(new JobEvent.Failed(JobManager.cancelled()));
    }

    @Override
    public Progress progress() {
        var scans = run.board().counters().scans();
        return new Progress(
                scans.bytesDone.get(),
                scans.bytesTotal.get(),
                scans.splitsDone.get(),
                scans.splitsTotal.get(),
                run.board().counters().rowsRead(),
                memoryUsed.getAsLong());
    }

    @Override
    public Dataflow dataflow() {
        return run.board().counters().dataflow();
    }

    @Override
    public JobMetrics metrics() {
        return run.board().counters().all();
    }

    @Override
    public void close() {
        if (result().outcome() == null) {
            cancel();
        }
        result().close();
        var interrupted = false;
        while (true) {
            try {
                result().awaitEnd();
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
