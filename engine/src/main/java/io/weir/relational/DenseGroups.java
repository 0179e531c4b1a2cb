package io.weir.relational;

/**
 * The group of each number between a least and a greatest key, for keys that are numbers near each other, as most ids are: a lookup
 * compares nothing, and keys that come in order, as those of clustered files do, find their groups in order. The range grows with the keys.
 */
final class DenseGroups {
    /** So many numbers a group at the most: 64 bytes, a little more than what {@link GroupSlots} may take for one. */
    private static final int NUMBERS_A_GROUP = 16;

    private static final int MOST = Integer.MAX_VALUE - 8;

    private long least;

    /** Group plus one; 0 where there is none. */
    private int[] groups;

    private DenseGroups(long least, int length) {
        this.least = least;
        this.groups = new int[length];
    }

    /** Whether so many groups may have one number each for all numbers of the range, both ends included. */
    static boolean fits(long least, long greatest, int groups) {
        var span = greatest - least;
        return span >= 0 && span < Math.min((long) NUMBERS_A_GROUP * groups, MOST);
    }

    /** Of keys, which are the groups from 0, all in the range. */
    static DenseGroups of(long[] keys, int count, int nullGroup, long least, long greatest) {
        var dense = new DenseGroups(least, (int) (greatest - least + 1));
        for (var group = 0; group < count; group++) {
            if (group != nullGroup) {
                dense.put(keys[group], group);
            }
        }
        return dense;
    }

    boolean covers(long key) {
        // Unsigned: one comparison for both ends, which no overflow deceives.
        return Long.compareUnsigned(key - least, groups.length) < 0;
    }

    /** The group of a key in the range, -1 where it has none. */
    int get(long key) {
        return groups[(int) (key - least)] - 1;
    }

    /** Gives a key in the range its group. */
    void put(long key, int group) {
        groups[(int) (key - least)] = group + 1;
    }

    /**
     * Makes the range reach over these keys too, and as far again if so many groups may have as much, so that keys which go on in the same
     * direction seldom ask. False, with nothing done, if even the keys alone are too far away.
     */
    boolean widen(long leastKey, long greatestKey, int groupCount) {
        var greatest = least + groups.length - 1;
        var from = Math.min(least, leastKey);
        var to = Math.max(greatest, greatestKey);
        if (!fits(from, to, groupCount)) {
            return false;
        }
        var spare = Math.min(to - from, Math.min((long) NUMBERS_A_GROUP * groupCount, MOST) - 1 - (to - from));
        if (to > greatest) {
            to = to > Long.MAX_VALUE - spare ? Long.MAX_VALUE : to + spare;
        } else {
            from = from < Long.MIN_VALUE + spare ? Long.MIN_VALUE : from - spare;
        }
        var wider = new int[(int) (to - from + 1)];
        System.arraycopy(groups, 0, wider, (int) (least - from), groups.length);
        least = from;
        groups = wider;
        return true;
    }

    long bytes() {
        return 4L * groups.length;
    }

    /** The most bytes for so many groups. */
    static long mostBytes(int groupCount) {
        return 4L * Math.min((long) NUMBERS_A_GROUP * groupCount, MOST);
    }
}
