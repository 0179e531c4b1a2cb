package io.weir.formats.file;

import java.io.IOException;

/** An open file, read by position; several threads may read at once. */
public interface FileInput extends AutoCloseable {
    FileEntry file();

    /** Fills the range or throws, {@link java.io.EOFException} where the file ends before. */
    void read(long position, byte[] target, int offset, int length) throws IOException;

    @Override
    void close();
}
