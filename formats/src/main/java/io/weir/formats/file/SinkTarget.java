package io.weir.formats.file;

import java.io.Serializable;

/**
 * Where the rows of one statement go.
 *
 * @param job names the statement's files, unlike those of any other
 * @param fixed the directories of the static partition values, relative to the root, with a slash at the end; empty without
 */
record SinkTarget(String root, String job, String fixed, InsertMode mode, String format, FormatOptions options)
        implements Serializable {
    static final String FILE_BYTES = "target_file_bytes";
    private static final long USUAL_FILE_BYTES = 256L << 20;

    TableCommits commits() {
        return new TableCommits(FileStores.of(root), root);
    }

    /** A file that has grown this large is ended and another one begun. */
    long fileBytes() {
        return options.number(FILE_BYTES, USUAL_FILE_BYTES);
    }

    FormatOptions ofFormat() {
        return options.ofFormat();
    }
}
