package io.weir.state;

import io.weir.flow.Batch;

/** Takes one operator's snapshot. Called on a checkpoint thread. */
public interface SnapshotWriter {
    /** Adds rows to a table. {@code keyGroup} counts only for {@link Scope#KEYED}. */
    void write(String table, Scope scope, int keyGroup, Batch rows);
}
