package io.weir.connector;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.operator.RuntimeFilter;
import io.weir.type.Schema;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Where rows come from: an enumerator that hands out splits, and a reader for each split. Immutable. */
public interface Source<S extends Source.Split> extends Serializable {
    Schema schema();

    /** True if the rows end. */
    boolean bounded();

    /** One a job, on the JobManager's IO executor. {@code restored} is what {@link Enumerator#snapshot} answered, null at first. */
    Enumerator<S> enumerate(byte @Nullable [] restored) throws Exception;

    /**
     * Opens a split on a task's thread; what takes long is begun on the context's IO executor. May be called while the split before is
     * still being read.
     */
    Reader<S> open(S split, ReaderContext context) throws Exception;

    /** What the plan and the metrics call it, one short line. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** A piece of the input that one task reads alone. */
    interface Split extends Serializable {
        /** Where it is near, best first; empty if anywhere is as good. */
        List<String> hosts();

        /** How much there is to read, roughly; 0 if unknown. */
        long bytes();
    }

    /** Hands out splits as tasks ask for them. Called by one thread at a time. */
    interface Enumerator<S> extends AutoCloseable {
        /** So many splits, or more. */
        int UNKNOWN = Integer.MAX_VALUE;

        /** Up to {@code wanted} splits, near the host where there is a choice; empty once none is left, for a bounded source. */
        List<S> next(int wanted, String host) throws Exception;

        /** Takes back splits that a failed task did not finish. */
        void giveBack(List<S> splits);

        byte[] snapshot();

        /** What it counted while it looked for splits: files, files skipped, bytes of all files. */
        default Map<String, Long> counts() {
            return Map.of();
        }

        /** Bytes of all splits, those handed out included; for the progress. 0 if unknown. */
        long totalBytes();

        /** How many splits there are, those handed out included, so that no more tasks begin than have something to read. */
        default int totalSplits() {
            return UNKNOWN;
        }

        /** Hosts that splits are near, and how many of them are, so that tasks begin there; as it is before the first is handed out. */
        default Map<String, Integer> hosts() {
            return Map.of();
        }

        @Override
        default void close() {}
    }

    /** The cursor over a split. Owned by the task's thread. */
    interface Reader<S> extends AutoCloseable {
        /** The next rows, or null if none are there now. */
        @Nullable
        Batch poll() throws Exception;

        /** True once {@link #poll} will never answer rows again. */
        boolean done();

        /** Completes when {@link #poll} may have rows; asked after poll answered null. */
        CompletableFuture<?> ready();

        /** What is left, as a split. */
        S snapshot();

        /** A build side learned something about a column of the schema: rows that the filter drops need not be answered. */
        default void narrow(int column, RuntimeFilter filter) {}

        /** Watermark alignment: hold the rows back for now. */
        default void pause(boolean paused) {}

        @Override
        default void close() {}
    }
}
