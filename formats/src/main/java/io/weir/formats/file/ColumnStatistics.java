package io.weir.formats.file;

import io.weir.Nullable;
import java.io.Serializable;

/**
 * What is known of a column's values.
 *
 * @param low no value is smaller, null if unknown; an object as {@link io.weir.vector.Values} has it, String bounds may be cut short
 * @param high no value is larger, null if unknown
 * @param nulls -1 if unknown
 * @param distinct an estimate, -1 if unknown
 * @param bytes uncompressed, -1 if unknown
 */
public record ColumnStatistics(
        @Nullable Object low, @Nullable Object high, long nulls, long distinct, long bytes) implements Serializable {
    public static final ColumnStatistics UNKNOWN = new ColumnStatistics(null, null, -1, -1, -1);
}
