package io.weir.relational;

/**
 * What group tables have in common: open addressing with linear probing over pairs of longs, a code and the group plus one, 0 for a free
 * slot. A power of two of slots, of which at most 0.6 are used.
 */
final class GroupSlots {
    static final int FIRST = 64;

    /** Takes the slot from other bits than those by which an exchange or a spill chose the rows that come here. */
    private static final long FIBONACCI = 0x9E3779B97F4A7C15L;

    private static final double LOAD = 0.6;
    private static final int MOST = 1 << 29;
    /** Up to so many longs most are in a cache, and reading them first costs more than it saves. */
    private static final int NEAR = 1 << 22;

    private GroupSlots() {}

    /** The bits to leave out of a code's product. */
    static int shift(int slotCount) {
        return Long.SIZE - Integer.numberOfTrailingZeros(slotCount);
    }

    /** Where the search for a code begins. */
    static int first(long code, int shift) {
        return (int) (code * FIBONACCI >>> shift) << 1;
    }

    /** The slots for so many groups, at least as many as there are. */
    static int wanted(long[] slots, int groups) {
        var wanted = slots.length / 2;
        while (wanted * LOAD < groups) {
            if (wanted >= MOST) {
                throw new IllegalStateException("too many groups in one table: " + groups);
            }
            wanted *= 2;
        }
        return wanted;
    }

    /** The same groups in more slots. They move in the order of slots, which is nearly the new one, so memory is written front to back. */
    static long[] moved(long[] old, int slotCount) {
        var slots = new long[2 * slotCount];
        var shift = shift(slotCount);
        for (var i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                var slot = free(slots, shift, old[i]);
                slots[slot] = old[i];
                slots[slot + 1] = old[i + 1];
            }
        }
        return slots;
    }

    /** Adds a code that is not there; there is a free slot. */
    static void put(long[] slots, int shift, long code, int group) {
        var slot = free(slots, shift, code);
        slots[slot] = code;
        slots[slot + 1] = group + 1L;
    }

    private static int free(long[] slots, int shift, long code) {
        var mask = slots.length - 2;
        var slot = first(code, shift);
        while (slots[slot + 1] != 0) {
            slot = slot + 2 & mask;
        }
        return slot;
    }

    /** Brings the slots of codes near if they are likely to be far: all misses at once, where one row after the other waits for each. */
    static void touch(long[] slots, long[] codes, int count) {
        if (slots.length > NEAR) {
            var shift = shift(slots.length / 2);
            var seen = new long[count];
            for (var i = 0; i < count; i++) {
                seen[i] = slots[first(codes[i], shift)];
            }
        }
    }
}
