package io.weir.connector;

import io.weir.flow.Batch;
import java.io.Serializable;
import java.util.List;

/** Where rows go: a writer a task, and one committer a job that makes what they prepared visible. Immutable. */
public interface Sink extends Serializable {
    Writer open(SinkContext context) throws Exception;

    /** One a job; runs on the JobManager's IO executor, in checkpoint order. */
    Committer committer() throws Exception;

    default String name() {
        return getClass().getSimpleName();
    }

    /** Owned by the task's thread. */
    interface Writer extends AutoCloseable {
        void write(Batch batch) throws Exception;

        /** Ends what was written so far, invisible yet; the tokens tell the committer what to make visible. At the end of input too. */
        List<byte[]> prepare(long checkpoint) throws Exception;

        byte[] snapshot(long checkpoint) throws Exception;

        /** Without a prepare since the last write: what was written is thrown away. */
        @Override
        void close();
    }

    interface Committer extends AutoCloseable {
        /** Makes all visible at once, or throws and leaves nothing visible. Answers the number of rows, -1 if unknown. */
        long commit(long checkpoint, List<byte[]> tokens) throws Exception;

        /** The job failed or was cancelled: leaves nothing behind. */
        void abort(List<byte[]> tokens) throws Exception;

        @Override
        default void close() {}
    }
}
