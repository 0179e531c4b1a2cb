package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.memory.SpillFile;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Rows on disk, how many, and how many bytes they take in memory. No rows need no file. */
record SpilledRows(Optional<SpillFile> file, long rows, long bytes) implements AutoCloseable {
    static final SpilledRows NONE = new SpilledRows(Optional.empty(), 0, 0);

    Iterator<Batch> read() {
        return file.map(SpillFile::read).orElse(List.<Batch>of().iterator());
    }

    @Override
    public void close() {
        file.ifPresent(SpillFile::close);
    }
}
