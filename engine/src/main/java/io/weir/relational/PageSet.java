package io.weir.relational;

import java.util.BitSet;

/** The pages in which rows lie. */
final class PageSet {
    private PageSet() {}

    /** In ascending order; rows that are {@link WindowRows#NONE} lie nowhere. */
    static int[] of(WindowRows all, int[] rows) {
        var pages = new BitSet();
        var last = WindowRows.NONE;
        for (var row : rows) {
            if (row != WindowRows.NONE && row != last) {
                pages.set(all.pageOf(row));
                last = row;
            }
        }
        return pages.stream().toArray();
    }
}
