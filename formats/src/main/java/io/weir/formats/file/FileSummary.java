package io.weir.formats.file;

import io.weir.type.Schema;
import java.util.List;

/**
 * What is known of a file without reading its rows.
 *
 * @param rows -1 if unknown
 * @param columns a column of the schema each; empty if nothing is known
 * @param detail what the format wants to find again when it splits and opens the file: a footer. Null if nothing
 */
public record FileSummary(
        FileEntry file,
        Schema schema,
        long rows,
        List<ColumnStatistics> columns,
        @io.weir.Nullable Object detail) {
    public FileSummary {
        columns = List.copyOf(columns);
    }
}
