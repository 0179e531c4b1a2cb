package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Where JobManagers that follow each other leave what the next one must know, each set of them in a directory of its own. Found by
 * ServiceLoader; any thread. All that it does may block.
 */
public interface JobStore {
    /** The one on the class path. */
    static JobStore found() {
        return ServiceLoader.load(JobStore.class, JobStore.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new EngineException(
                        ErrorCode.NOT_SUPPORTED, "records of jobs cannot be kept: weir-hdfs-state is not there"));
    }

    /** Follows whoever was the JobManager of that directory, which is made if it is not there. */
    Term begin(String directory) throws IOException;

    /** Where the newest JobManager of that directory listens; empty if it does not yet. */
    Optional<InetSocketAddress> leader(String directory) throws IOException;

    /** The time of one JobManager, until another one begins. What one has left is there for the next, but for the last of it at most. */
    interface Term extends AutoCloseable {
        /** Counts the JobManagers of the directory, from 1. */
        int epoch();

        /** What the former ones left. */
        List<byte[]> records();

        /** Says where this one listens. */
        void lead(InetSocketAddress at) throws IOException;

        /** When it answers, the records outlive the process. After a failure the next call must be {@link #rewrite}. */
        void append(List<byte[]> records) throws IOException;

        /** These are all the records from now on. */
        void rewrite(List<byte[]> records) throws IOException;

        /** True if another one has begun. It read then what was appended before this was asked. */
        boolean isOver() throws IOException;

        @Override
        void close();
    }
}
