package io.weir.relational;

import io.weir.vector.Selection;

/** A row for each number between the least and the greatest code: for keys that are numbers near each other, as most ids are. */
final class DenseIndex implements RowIndex {
    private final long least;

    /** Row plus one; 0 where there is none. */
    private final int[] rows;

    DenseIndex(long least, int length) {
        this.least = least;
        this.rows = new int[length];
    }

    /** Whether codes in this range, both ends included, need no more memory than a {@link HashIndex} of so many rows does. */
    static boolean fits(long least, long greatest, int rows) {
        var span = greatest - least;
        return span >= 0 && span < Math.min(HashIndex.bytes(rows) / Integer.BYTES, Integer.MAX_VALUE - 8);
    }

    @Override
    public void put(long[] codes, Selection added, Keep keep, int[] earlier) {
        for (var i = 0; i < added.count(); i++) {
            var at = (int) (codes[i] - least);
            var before = rows[at];
            earlier[i] = before - 1;
            if (before == 0 || keep == Keep.LAST) {
                rows[at] = added.row(i) + 1;
            }
        }
    }

    @Override
    public void find(long[] codes, int[] found) {
        var length = rows.length;
        for (var i = 0; i < codes.length; i++) {
            var at = codes[i] - least;
            // Unsigned: one comparison for both ends, which no overflow deceives.
            found[i] = Long.compareUnsigned(at, length) < 0 ? rows[(int) at] - 1 : -1;
        }
    }

    @Override
    public long bytes() {
        return 4L * rows.length;
    }
}
