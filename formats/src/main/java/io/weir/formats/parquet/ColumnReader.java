package io.weir.formats.parquet;

import io.weir.vector.Selection;
import io.weir.vector.Vector;

/** One column of a row group, read forward: rows are asked for in ascending order, each at most once; rows between are skipped. */
interface ColumnReader {
    /** Rows {@code from} to {@code from + count - 1}. */
    Vector read(long from, int count);

    /** Some of these rows, by ascending positions among them: a vector of just the chosen. */
    default Vector pick(long from, int count, Selection chosen) {
        return read(from, count).take(chosen);
    }

    /** No more rows are asked for; vectors that were answered stay as they are. */
    default void close() {}

    /** Pages that were passed without being decompressed. */
    default int pagesSkipped() {
        return 0;
    }
}
