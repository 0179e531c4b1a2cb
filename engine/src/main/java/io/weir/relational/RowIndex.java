package io.weir.relational;

import io.weir.vector.Selection;

/** Finds a row by the code of its keys. Not changed any more once it is read, so tasks may share one. */
sealed interface RowIndex permits HashIndex, DenseIndex {
    /** Which row of a code is found. */
    enum Keep {
        FIRST,
        LAST
    }

    /** Adds rows, {@code codes[i]} being the code of {@code rows.row(i)}; {@code earlier[i]} becomes what was found before it, or -1. */
    void put(long[] codes, Selection rows, Keep keep, int[] earlier);

    /** {@code found[i]} becomes the row of {@code codes[i]}, or -1. */
    void find(long[] codes, int[] found);

    /** Bytes of heap. */
    long bytes();
}
