package io.weir.yarn.container;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.cluster.JobManagerLocator;
import io.weir.cluster.JobStore;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Finds the newest JobManager of an application.
 *
 * @param directory of the records of jobs
 */
record LeaderLocator(String directory) implements JobManagerLocator {
    @Override
    public InetSocketAddress find() {
        try {
            return JobStore.found()
                    .leader(directory)
                    .orElseThrow(() -> new EngineException(ErrorCode.CONNECTION, "no JobManager has begun yet"));
        } catch (IOException e) {
            throw new EngineException(ErrorCode.CONNECTION, "cannot tell where the JobManager is: " + e, e);
        }
    }
}
