package io.weir.formats.file;

import java.io.Serializable;
import java.util.List;

/**
 * What is known of a table without reading its rows.
 *
 * @param rows an estimate, -1 if unknown
 * @param bytes as stored, -1 if unknown
 * @param columns one per column of the schema; empty if nothing is known
 */
public record TableStatistics(long rows, long bytes, List<ColumnStatistics> columns) implements Serializable {
    public static final TableStatistics UNKNOWN = new TableStatistics(-1, -1, List.of());

    public TableStatistics {
        columns = List.copyOf(columns);
    }

    public ColumnStatistics column(int index) {
        return columns.isEmpty() ? ColumnStatistics.UNKNOWN : columns.get(index);
    }
}
