package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.ExchangeSettings;
import io.weir.graph.Dataflow;
import io.weir.graph.JobSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs jobs: a mailbox whose one thread owns the state of all of them. Never blocks; what may block runs on the IO executor. */
final class JobManager {
    private static final String JOB = "job-";

    /** Bytes of an answer that can still be made anew. */
    private static final long MOST_HELD = 16L << 20;

    private final JobManagerParts parts;
    private final ExchangeSettings exchange;
    private final TaskManagers taskManagers = new TaskManagers();

    /** Guarded by itself: clients submit from any thread. */
    private final Map<String, LocalJob> jobs = new LinkedHashMap<>();

    private final JobHistory history = new JobHistory();

    /** All TaskManagers that ever were. Guarded by itself. */
    private final Set<String> admitted = new HashSet<>();

    /** Guarded by the jobs. */
    private final Set<String> expected = new HashSet<>();

    private int submitted;
    private volatile int web;

    /** These two belong to the JobManager's thread. */
    private final IdleTaskManagers idle;

    private int wanted;

    JobManager(JobManagerParts parts, ExchangeSettings exchange) {
        this.parts = parts;
        this.exchange = exchange;
        this.idle = new IdleTaskManagers(parts);
    }

    /** The port of the pages that show it; 0 if there are none. */
    int web() {
        return web;
    }

    void web(int port) {
        web = port;
    }

    JobHistory history() {
        return history;
    }

    TaskManagers taskManagers() {
        return taskManagers;
    }

    /** Those that can be there, if it is known. */
    int slots() {
        return Math.max(taskManagers.slots().size(), parts.provisioner().mostSlots());
    }

    /** Of the least TaskManager. */
    long memory() {
        return taskManagers.all().isEmpty() ? parts.provisioner().memory() : taskManagers.memory();
    }

    /** Of a client in this process, with which the job ends. */
    LocalJob submit(Dataflow dataflow, JobSettings settings) {
        return submit("", dataflow, settings);
    }

    /** @param key by which a client elsewhere will find the job if another JobManager goes on with it */
    LocalJob submit(String key, Dataflow dataflow, JobSettings settings) {
        synchronized (jobs) {
            var plan = JobPlan.of(JOB + ++submitted, dataflow, settings);
            var job = job(plan, JobNotes.begin(parts.journal(), plan, key));
            return begin(job);
        }
    }

    /** Goes on with a job of a former JobManager. */
    LocalJob recover(RecoveredJob recovered, ClassLoader classes) {
        synchronized (jobs) {
            expect(recovered.id());
            expected.remove(recovered.id());
            var plan = recovered.plan(classes);
            var job = job(plan, JobNotes.resume(parts.journal(), recovered, plan));
            job.adopt(recovered);
            return begin(job);
        }
    }

    /** A job of a former JobManager will go on, and what TaskManagers have of it is wanted. */
    void expect(String id) {
        synchronized (jobs) {
            expected.add(id);
            submitted = Math.max(submitted, Integer.parseInt(id.substring(JOB.length())));
        }
    }

    /** It will not go on. */
    void dismiss(String id) {
        synchronized (jobs) {
            expected.remove(id);
        }
        taskManagers.all().forEach(link -> link.close(id));
    }

    /** Those that TaskManagers may have something of. */
    List<String> known() {
        synchronized (jobs) {
            var known = new ArrayList<>(jobs.keySet());
            known.addAll(expected);
            return known;
        }
    }

    private LocalJob job(JobPlan plan, JobNotes notes) {
        var result = new ResultChannel(exchange, parts.settings().taskAttempts() == 1 ? 0 : MOST_HELD);
        var owner = new JobRun.Owner(this::provide, () -> forget(plan.id()));
        var run = new JobRun(plan, result, parts, taskManagers, notes, owner);
        return new LocalJob(plan.id(), run, () -> taskManagers.memoryUsed(plan.id()));
    }

    private LocalJob begin(LocalJob job) {
        jobs.put(job.id(), job);
        history.began(job);
        job.send(new JobEvent.Submitted());
        return job;
    }

    private void forget(String id) {
        synchronized (jobs) {
            jobs.remove(id);
        }
    }

    /** Has as many TaskManagers come as are of use now, and lets go those that are idle. Whenever something has changed. */
    private void provide() {
        if (parts.provisioner() == Provisioner.NONE) {
            return;
        }
        var running = jobs();
        var slots = running.stream().mapToInt(LocalJob::wantedSlots).sum();
        if (slots != wanted) {
            wanted = slots;
            var near = running.stream().flatMap(job -> job.near().stream()).distinct();
            parts.provisioner().want(slots, near.toList());
        }
        var used = running.stream().flatMap(job -> job.used().stream()).collect(Collectors.toSet());
        for (var name : taskManagers.excluded()) {
            if (!used.contains(name)) {
                parts.provisioner().release(name, "tasks failed there again and again");
                lost(name, "it was given back because tasks failed there again and again");
            }
        }
        for (var name : idle.look(taskManagers, used, slots, this::provide)) {
            parts.provisioner().release(name, "idle");
            lost(name, "it was idle and given back");
        }
    }

    List<LocalJob> jobs() {
        synchronized (jobs) {
            return List.copyOf(jobs.values());
        }
    }

    /** Cancels all jobs and waits for their ends. */
    void closeJobs() {
        jobs().forEach(LocalJob::cancel);
        jobs().forEach(LocalJob::close);
    }

    /** False if there was one of that name, which must be lost. */
    boolean admit(String taskManager) {
        synchronized (admitted) {
            return admitted.add(taskManager);
        }
    }

    /** From any thread. */
    void came(TaskManagerLink taskManager) {
        taskManagers.add(taskManager);
        parts.mailbox().execute(() -> parts.provisioner().came(taskManager.name()));
        jobs().forEach(job -> job.send(new JobEvent.TaskManagerCame()));
        parts.mailbox().execute(this::provide);
    }

    /** From any thread. */
    void lost(String taskManager, String reason) {
        if (taskManagers.remove(taskManager)) {
            taskManagers.all().forEach(other -> other.drop(taskManager));
            jobs().forEach(job -> job.send(new JobEvent.TaskManagerLost(taskManager, reason)));
            parts.mailbox().execute(this::provide);
        }
    }

    static EngineException cancelled() {
        return new EngineException(ErrorCode.CANCELLED, "the job was cancelled");
    }
}
