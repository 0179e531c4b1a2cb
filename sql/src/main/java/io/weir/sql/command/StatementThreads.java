package io.weir.sql.command;

import io.weir.graph.JobRunner;
import io.weir.sql.gateway.Gateway;
import java.time.Clock;
import java.util.concurrent.Executor;

/** The threads of statements that come over HTTP, one each. */
public final class StatementThreads {
    private StatementThreads() {}

    /** Runs statements on a cluster. */
    public static Gateway gateway(JobRunner cluster) {
        return new Gateway(cluster, begin(), Clock.systemUTC());
    }

    private static Executor begin() {
        return statement -> {
            var thread = new Thread(statement, "weir-statement");
            // they end with the cluster
            thread.setDaemon(true);
            thread.start();
        };
    }
}
