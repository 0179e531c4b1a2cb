package io.weir.exchange;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an {@link OutputWriter} left, complete.
 *
 * @param path the file; its index lies beside it
 */
public record OutputFile(OutputAddress address, Path path, int partitions, int rounds) {
    static Path index(Path path) {
        return path.resolveSibling(path.getFileName() + ".index");
    }

    Path index() {
        return index(path);
    }

    /** Fills the buffer from that position of the file, whose end must not come before. */
    static void readFully(FileChannel file, ByteBuffer into, long position) throws IOException {
        var start = into.position();
        while (into.hasRemaining()) {
            if (file.read(into, position + into.position() - start) < 0) {
                throw new IOException("the file ends before " + (position + into.limit() - start));
            }
        }
    }

    /** Deletes both files. Whoever reads already may read on. */
    public void delete() {
        try {
            Files.deleteIfExists(path);
            Files.deleteIfExists(index());
        } catch (IOException e) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot delete the file " + path, e);
        }
    }
}
