package io.weir.formats.file;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A file system: local paths without Hadoop, everything else by URI through Hadoop. Paths are absolute strings, URIs where the
 * store is not local. Thread safe.
 */
public interface FileStore {
    /**
     * All files below a path, at any depth, in the order of their paths; the path itself if it is a file. Names that begin with
     * {@code _} or {@code .} are hidden and left out. Empty if there is nothing at the path.
     */
    List<FileEntry> list(String path) throws IOException;

    /** As {@link #list}, for a pattern with {@code * ? [..] {a,b}}; all files below each match. */
    List<FileEntry> glob(String pattern) throws IOException;

    /** The names of the directories in a directory, sorted, hidden ones left out. */
    List<String> directories(String path) throws IOException;

    boolean exists(String path) throws IOException;

    FileInput open(FileEntry file) throws IOException;

    /** All bytes of a small file; none if it is gone. */
    default byte[] readIfThere(FileEntry file) throws IOException {
        try (var input = open(file)) {
            var bytes = new byte[Math.toIntExact(file.length())];
            input.read(0, bytes, 0, bytes.length);
            return bytes;
        } catch (IOException e) {
            if (FileFailure.isMissing(e)) {
                return new byte[0];
            }
            throw e;
        }
    }

    /** Creates a file that must not exist yet, and its directories. */
    OutputStream create(String path) throws IOException;

    /**
     * Creates a small file that must not exist yet, and its directories: it is there whole or not at all.
     *
     * @param draft where the bytes lie before, which is all that is left of it if the process dies; a path that nobody else uses
     */
    void write(String path, byte[] bytes, String draft) throws IOException;

    /** Atomic where the file system is; the target must not exist. Creates the target's directory. */
    void rename(String from, String to) throws IOException;

    /** With all below it, in any order; nothing there is fine. */
    void delete(String path) throws IOException;

    /** Leaves a directory alone in which there is something; nothing there is fine. */
    void deleteEmptyDirectory(String path) throws IOException;
}
