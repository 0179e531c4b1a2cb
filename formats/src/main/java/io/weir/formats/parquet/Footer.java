package io.weir.formats.parquet;

import java.util.List;

/**
 * What the end of a file says of the rest.
 *
 * @param bytes how large it is in the file
 */
record Footer(SchemaNode root, List<RowGroup> groups, WriterVersion writer, int bytes) {
    /** Columns are in the order of the schema's leaves. */
    record RowGroup(long rows, List<ColumnChunk> columns) {
        ColumnChunk chunk(SchemaNode leaf) {
            return columns.get(leaf.primitive().leaf());
        }
    }

    long rows() {
        return groups.stream().mapToLong(RowGroup::rows).sum();
    }
}
