package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Numbers;
import io.weir.vector.Vector;
import java.util.Arrays;
import java.util.List;

/**
 * Groups by one key that fits into a long: {@link GroupSlots} of key and group, so that a lookup costs one cache miss, or
 * {@link DenseGroups} where the keys of many groups are near each other. Null is a group beside the table.
 */
final class LongGroupTable implements GroupTable {
    /** A smaller table of slots lies in the nearest cache. */
    private static final int SLOTS_TO_BE_DENSE = 1 << 12;

    private final DataType type;

    /** Of all groups, in place of slots. */
    private @Nullable DenseGroups dense;

    /** The code is the key. */
    private long[] slots = new long[2 * GroupSlots.FIRST];

    private int shift = GroupSlots.shift(GroupSlots.FIRST);
    private long[] keys = new long[16];
    private int count;
    private int nullGroup = -1;

    private long[] loaded = new long[0];
    private boolean[] loadedNulls = new boolean[0];

    LongGroupTable(DataType type) {
        this.type = type;
    }

    @Override
    public void assign(Batch batch, int[] groups) {
        var vector = batch.column(0);
        var rows = batch.selection();
        var n = rows.count();
        if (loaded.length < n) {
            loaded = new long[n];
            loadedNulls = new boolean[n];
        }
        FixedKeys.bits(type, vector, rows, loaded);
        var anyNull = Numbers.nulls(vector, rows, loadedNulls);
        makeRoom(n, anyNull);
        var done = dense == null ? 0 : assignDense(dense, groups, n, anyNull);
        if (done < n) {
            GroupSlots.touch(slots, loaded, n);
            if (anyNull) {
                for (var i = done; i < n; i++) {
                    groups[i] = loadedNulls[i] ? groupOfNull() : groupOf(loaded[i]);
                }
            } else {
                assignPresent(groups, done, n);
            }
        }
    }

    /** Answers how many rows have their groups: all, or the table has slots now. */
    private int assignDense(DenseGroups index, int[] groups, int n, boolean anyNull) {
        for (var i = 0; i < n; i++) {
            if (anyNull && loadedNulls[i]) {
                groups[i] = groupOfNull();
                continue;
            }
            var key = loaded[i];
            if (!index.covers(key) && !widen(index, i, n, anyNull)) {
                useSlots(n - i);
                return i;
            }
            var group = index.get(key);
            if (group < 0) {
                if (!index.put(key, count, count + n - i)) {
                    useSlots(n - i);
                    return i;
                }
                group = add(key);
            }
            groups[i] = group;
        }
        return n;
    }

    private boolean widen(DenseGroups index, int from, int n, boolean anyNull) {
        var range = rangeOfLoaded(from, n, anyNull);
        return index.widen(range.least, range.greatest, count + n - from);
    }

    /** Goes on with slots: keys came that are too far from the others. */
    private void useSlots(int more) {
        dense = null;
        slots = new long[2 * GroupSlots.wanted(slots, count + more)];
        shift = GroupSlots.shift(slots.length / 2);
        for (var group = 0; group < count; group++) {
            if (group != nullGroup) {
                GroupSlots.put(slots, shift, keys[group], group);
            }
        }
    }

    private record Range(long least, long greatest) {}

    private Range rangeOfLoaded(int from, int n, boolean anyNull) {
        var least = Long.MAX_VALUE;
        var greatest = Long.MIN_VALUE;
        for (var i = from; i < n; i++) {
            if (!anyNull || !loadedNulls[i]) {
                least = Math.min(least, loaded[i]);
                greatest = Math.max(greatest, loaded[i]);
            }
        }
        return new Range(least, greatest);
    }

    /** Rows of one key often lie beside each other, and then only the first of them is looked up. */
    private void assignPresent(int[] groups, int from, int n) {
        var group = -1;
        for (var i = from; i < n; i++) {
            if (group < 0 || loaded[i] != loaded[i - 1]) {
                group = groupOf(loaded[i]);
            }
            groups[i] = group;
        }
    }

    private int groupOf(long key) {
        var mask = slots.length - 2;
        var slot = GroupSlots.first(key, shift);
        while (true) {
            var group = (int) slots[slot + 1];
            if (group == 0) {
                slots[slot] = key;
                slots[slot + 1] = count + 1L;
                return add(key);
            }
            if (slots[slot] == key) {
                return group - 1;
            }
            slot = slot + 2 & mask;
        }
    }

    private int groupOfNull() {
        if (nullGroup < 0) {
            nullGroup = add(0);
        }
        return nullGroup;
    }

    private int add(long key) {
        keys[count] = key;
        return count++;
    }

    private void makeRoom(int more, boolean anyNull) {
        if (count + more > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(count + more, keys.length * 2));
        }
        if (dense != null) {
            return;
        }
        var wanted = GroupSlots.wanted(slots, count + more);
        if (wanted > slots.length / 2) {
            if (wanted > SLOTS_TO_BE_DENSE && makeDense(more, anyNull)) {
                return;
            }
            slots = GroupSlots.moved(slots, wanted);
            shift = GroupSlots.shift(wanted);
        }
    }

    private boolean makeDense(int more, boolean anyNull) {
        var loadedRange = rangeOfLoaded(0, more, anyNull);
        var least = loadedRange.least;
        var greatest = loadedRange.greatest;
        for (var group = 0; group < count; group++) {
            if (group != nullGroup) {
                least = Math.min(least, keys[group]);
                greatest = Math.max(greatest, keys[group]);
            }
        }
        var index = DenseGroups.ofRange(least, greatest, count);
        for (var group = 0; index != null && group < count; group++) {
            if (group != nullGroup && !index.put(keys[group], group, count)) {
                index = null;
            }
        }
        if (index == null) {
            return false;
        }
        dense = index;
        slots = new long[2 * GroupSlots.FIRST];
        return true;
    }

    /** Whether groups are found by {@link DenseGroups}. */
    boolean isDense() {
        return dense != null;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public List<Vector> keys(int from, int to) {
        boolean[] nulls = null;
        if (nullGroup >= from && nullGroup < to) {
            nulls = new boolean[to];
            nulls[nullGroup] = true;
        }
        return List.of(FixedKeys.ofBits(type, keys, nulls, from, to));
    }

    @Override
    public long bytes() {
        return (dense == null ? 8L * slots.length : dense.bytes()) + bytesBeside();
    }

    private long bytesBeside() {
        return 8L * keys.length + 9L * loaded.length;
    }

    @Override
    public long bytesToGrow(int rows) {
        var bytes = bytes();
        var wanted = GroupSlots.wanted(slots, count + rows);
        if (dense != null) { // which goes on, or slots take its place
            bytes = bytesBeside() + Math.max(DenseGroups.mostBytes(count + rows), 16L * wanted);
        } else if (wanted > slots.length / 2) {
            bytes += Math.max(wanted > SLOTS_TO_BE_DENSE ? DenseGroups.mostBytes(count + rows) : 0, 16L * wanted);
        }
        if (count + rows > keys.length) {
            bytes += 8L * Math.max(count + rows, 2 * keys.length);
        }
        return bytes;
    }
}
