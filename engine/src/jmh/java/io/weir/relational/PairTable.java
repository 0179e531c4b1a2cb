package io.weir.relational;

/** The limit of a hash table: open addressing over pairs of key and row, at a load of at most 0.55, all keys different and found. */
final class PairTable {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long[] slots;
    private final int shift;

    PairTable(long[] keys) {
        var capacity = Integer.highestOneBit((int) (keys.length / 0.55)) << 1;
        slots = new long[2 * capacity];
        shift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
        for (var row = 0; row < keys.length; row++) {
            var slot = slot(keys[row]);
            while (slots[slot + 1] != 0) {
                slot = slot + 2 & slots.length - 1;
            }
            slots[slot] = keys[row];
            slots[slot + 1] = row + 1L;
        }
    }

    private int slot(long key) {
        return (int) (key * SPREAD >>> shift) << 1;
    }

    /** The row of each key. What is looked at is brought near first, all misses at once. */
    void find(long[] keys, int[] rows) {
        var at = new int[keys.length];
        var seen = new long[keys.length];
        for (var i = 0; i < keys.length; i++) {
            at[i] = slot(keys[i]);
            seen[i] = slots[at[i]];
        }
        for (var i = 0; i < keys.length; i++) {
            var slot = at[i];
            for (var found = seen[i]; found != keys[i]; found = slots[slot]) {
                slot = slot + 2 & slots.length - 1;
            }
            rows[i] = (int) slots[slot + 1] - 1;
        }
    }
}
