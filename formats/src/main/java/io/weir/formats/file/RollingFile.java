package io.weir.formats.file;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.formats.file.Format.BatchWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** One file that a writer writes. */
final class RollingFile implements AutoCloseable {
    private final String directory;
    private final String name;
    private final Counter counter;
    private final BatchWriter writer;
    private long rows;

    RollingFile(String directory, String name, Counter counter, BatchWriter writer) {
        this.directory = directory;
        this.name = name;
        this.counter = counter;
        this.writer = writer;
    }

    void write(Batch batch) throws IOException {
        writer.write(batch);
        rows += batch.rows();
    }

    long bytes() {
        return writer.bytes();
    }

    long buffered() {
        return writer.buffered();
    }

    String directory() {
        return directory;
    }

    SinkFile finish() throws IOException {
        writer.finish();
        writer.close();
        return new SinkFile(directory, name, rows, counter.count);
    }

    @Override
    public void close() {
        writer.close();
    }

    /** Counts what goes to the file, so that the committer can tell a whole file from a torn one. */
    static final class Counter extends FilterOutputStream {
        private long count;

        Counter(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            count++;
        }

        @Override
        public void write(byte @Nullable [] bytes, int start, int length) throws IOException {
            out.write(bytes, start, length);
            count += length;
        }
    }
}
