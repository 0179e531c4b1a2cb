package io.weir.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A JobManager and its TaskManagers, looked at from outside. */
record JobManagerView(JobManager jobManager, FollowedOutput output) implements ClusterView {
    @Override
    public List<JobRecord> jobs() {
        return jobManager.history().all();
    }

    @Override
    public Optional<JobRecord> job(String id) {
        return jobManager.history().find(id);
    }

    @Override
    public boolean cancel(String id) {
        var running = jobManager.history().running(id);
        running.ifPresent(LocalJob::cancel);
        return running.isPresent();
    }

    @Override
    public Optional<CompletableFuture<List<ProcessLog>>> logs(String id, int bytesEach) {
        return job(id).map(job -> logs(job, bytesEach));
    }

    private CompletableFuture<List<ProcessLog>> logs(JobRecord job, int bytesEach) {
        var logs = new ArrayList<CompletableFuture<ProcessLog>>();
        logs.add(CompletableFuture.completedFuture(ProcessLog.own(ControlTransport.JOB_MANAGER, bytesEach)));
        for (var link : jobManager.taskManagers().all()) {
            if (job.taskManagers().contains(link.name())) {
                logs.add(link.log(bytesEach).exceptionally(late -> new ProcessLog(link.name(), "", "")));
            }
        }
        return CompletableFuture.allOf(logs.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> logs.stream().map(CompletableFuture::join).toList());
    }
}
