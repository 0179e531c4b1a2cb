package io.weir.formats.file;

import java.io.IOException;

/** Opens files of a table. */
@FunctionalInterface
public interface FileOpener {
    FileInput open(FileEntry file) throws IOException;
}
