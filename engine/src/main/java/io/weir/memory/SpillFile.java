package io.weir.memory;

import io.weir.flow.Batch;
import java.nio.file.Path;
import java.util.Iterator;

/** Batches on disk: written once in order, then read in order any number of times. */
public final class SpillFile implements AutoCloseable {
    private final Path path;

    SpillFile(Path path) {
        this.path = path;
    }

    public void write(Batch batch) {
        throw new UnsupportedOperationException(path + ": written by the engine room");
    }

    /** Ends the writing and reads from the start. */
    public Iterator<Batch> read() {
        throw new UnsupportedOperationException(path + ": written by the engine room");
    }

    /** Bytes written to disk so far. */
    public long bytes() {
        return 0;
    }

    /** Deletes the file. */
    @Override
    public void close() {}
}
