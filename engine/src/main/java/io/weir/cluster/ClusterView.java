package io.weir.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a cluster runs and has run lately, for whoever looks on. Any thread. */
public interface ClusterView {
    /** In the order in which they began. Of those that have ended only the last ones. */
    List<JobRecord> jobs();

    Optional<JobRecord> job(String id);

    /** False if there is no such job that runs. */
    boolean cancel(String id);

    /** What the process of the JobManager writes. */
    FollowedOutput output();

    /** What the processes of a job wrote last; empty if there is no such job. Whoever is gone, or does not answer soon, has no log. */
    Optional<CompletableFuture<List<ProcessLog>>> logs(String id, int bytesEach);
}
