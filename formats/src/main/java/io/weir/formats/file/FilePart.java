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
 */
public record FilePart(FileEntry file, int group, long from, long to, long bytes) implements Source.Split {
    @Override
    public List<String> hosts() {
        return file.hosts();
    }
}
