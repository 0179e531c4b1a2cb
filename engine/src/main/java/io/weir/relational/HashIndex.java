package io.weir.relational;

import io.weir.vector.Selection;

/** Slots are pairs of longs, {@code {code, row + 1}}, at half load or less, probed one after the other; a zero row is a free slot. */
final class HashIndex implements RowIndex {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long[] slots;
    private final int shift;

    HashIndex(int rows) {
        var capacity = capacity(rows);
        slots = new long[2 * capacity];
        shift = 64 - Integer.numberOfTrailingZeros(capacity);
    }

    private static int capacity(int rows) {
        return Math.max(4, Integer.highestOneBit(Math.max(1, 2 * rows - 1)) << 1);
    }

    static long bytes(int rows) {
        return 16L * capacity(rows);
    }

    private int slot(long code) {
        return (int) (code * SPREAD >>> shift) << 1;
    }

    @Override
    public void put(long[] codes, Selection rows, Keep keep, int[] earlier) {
        var mask = slots.length - 1;
        var seen = new long[rows.count()];
        for (var i = 0; i < seen.length; i++) { // brings the slots near, all misses at once
            seen[i] = slots[slot(codes[i])];
        }
        for (var i = 0; i < seen.length; i++) {
            var code = codes[i];
            var slot = slot(code);
            while (slots[slot + 1] != 0 && slots[slot] != code) {
                slot = slot + 2 & mask;
            }
            var before = (int) slots[slot + 1];
            earlier[i] = before - 1;
            if (before == 0 || keep == Keep.LAST) {
                slots[slot] = code;
                slots[slot + 1] = rows.row(i) + 1L;
            }
        }
    }

    @Override
    public void find(long[] codes, int[] found) {
        var mask = slots.length - 1;
        var at = new int[codes.length];
        var seen = new long[codes.length];
        for (var i = 0; i < codes.length; i++) { // independent loads, so that their cache misses overlap
            at[i] = slot(codes[i]);
            seen[i] = slots[at[i]];
        }
        for (var i = 0; i < codes.length; i++) {
            var slot = at[i];
            var code = codes[i];
            var row = slots[slot + 1];
            if (seen[i] != code) {
                while (row != 0 && slots[slot] != code) {
                    slot = slot + 2 & mask;
                    row = slots[slot + 1];
                }
            }
            found[i] = (int) row - 1;
        }
    }

    @Override
    public long bytes() {
        return 8L * slots.length;
    }
}
