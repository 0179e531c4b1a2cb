package io.weir.relational;

import io.weir.memory.SpillFile;

/** Rows on disk, how many, and how many bytes they take in memory. */
record SpilledRows(SpillFile file, long rows, long bytes) implements AutoCloseable {
    @Override
    public void close() {
        file.close();
    }
}
