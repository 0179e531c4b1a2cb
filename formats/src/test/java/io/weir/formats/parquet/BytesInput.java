package io.weir.formats.parquet;

import io.weir.formats.file.FileEntry;
import io.weir.formats.file.FileInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file that lies in memory; counts what is read of it. */
final class BytesInput implements FileInput {
    private final FileEntry entry;
    private final byte[] bytes;
    long bytesRead;
    boolean closed;

    BytesInput(String name, byte[] bytes) {
        this.entry = new FileEntry(name, bytes.length, System.identityHashCode(bytes), List.of());
        this.bytes = bytes;
    }

    static BytesInput of(Path path) throws IOException {
        return new BytesInput(path.getFileName().toString(), Files.readAllBytes(path));
    }

    @Override
    public FileEntry file() {
        return entry;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        if (position + length > bytes.length) {
            throw new EOFException("end of " + entry.path());
        }
        bytesRead += length;
        System.arraycopy(bytes, (int) position, target, offset, length);
    }

    @Override
    public void close() {
        closed = true;
    }
}
