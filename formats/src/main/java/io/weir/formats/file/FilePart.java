package io.weir.formats.file;

import io.weir.connector.Source;
import java.util.List;

/**
 * A part of a file that one task reads: rows {@code fromRow} to {@code toRow - 1} of a row group (Parquet), or the lines that begin in
 * a range of bytes (CSV, JSON lines).
 *
 * @param group the row group, -1 where the format has none
 * @param from the first row within the group, or the first byte
 * @param to after the last row, or after the last byte
 * @param bytes how much there is to read, roughly
 * @param hosts machines that have its bytes, or most of them
 */
public record FilePart(FileEntry file, int group, long from, long to, long bytes, List<String> hosts)
        implements Source.Split {
    public FilePart {
        hosts = List.copyOf(hosts);
    }

    /** One whose bytes lie around a position. */
    public static FilePart around(long position, FileEntry file, int group, long from, long to, long bytes) {
        return new FilePart(file.bare(), group, from, to, bytes, file.hosts(position));
    }

    /** What is left of it. */
    public FilePart from(long next, long left) {
        return new FilePart(file, group, next, to, left, hosts);
    }
}
