package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.ExchangeSettings;
import io.weir.graph.Dataflow;
import io.weir.graph.JobSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Runs jobs: a mailbox whose one thread owns the state of all of them. Never blocks; what may block runs on the IO executor. */
final class JobManager {
    private final TaskManager taskManager;
    private final Executor mailbox;
    private final Executor io;
    private final ExchangeSettings exchange;

    /** Guarded by itself: clients submit from any thread. */
    private final Map<String, LocalJob> jobs = new LinkedHashMap<>();

    private int submitted;

    /** The mailbox runs what it is given one after the other, in order. */
    JobManager(TaskManager taskManager, Executor mailbox, Executor io, ExchangeSettings exchange) {
        this.taskManager = taskManager;
        this.mailbox = mailbox;
        this.io = io;
        this.exchange = exchange;
    }

    LocalJob submit(Dataflow dataflow, JobSettings settings) {
        synchronized (jobs) {
            var id = "job-" + ++submitted;
            var plan = JobPlan.of(id, dataflow, settings, new ResultChannel(exchange));
            var run = new JobRun(plan, taskManager, mailbox, io, () -> forget(id));
            var job = new LocalJob(plan, run, () -> taskManager.memoryUsed(id));
            jobs.put(id, job);
            run.send(new JobEvent.Submitted());
            return job;
        }
    }

    private void forget(String id) {
        synchronized (jobs) {
            jobs.remove(id);
        }
    }

    List<LocalJob> jobs() {
        synchronized (jobs) {
            return List.copyOf(jobs.values());
        }
    }

    static EngineException cancelled() {
        return new EngineException(ErrorCode.CANCELLED, "the job was cancelled");
    }
}
