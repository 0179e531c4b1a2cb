package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Numbers;
import io.weir.vector.Vector;
import java.util.Arrays;
import java.util.List;

/**
 * Groups by one key that fits into a long: {@link GroupSlots} of key and group, so that a lookup costs one cache miss. Null is a group
 * beside the table.
 */
final class LongGroupTable implements GroupTable {
    private final DataType type;

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
        makeRoom(n);
        GroupSlots.touch(slots, loaded, n);
        if (Numbers.nulls(vector, rows, loadedNulls)) {
            for (var i = 0; i < n; i++) {
                groups[i] = loadedNulls[i] ? groupOfNull() : groupOf(loaded[i]);
            }
        } else {
            assignPresent(groups, n);
        }
    }

    /** Rows of one key often lie beside each other, and then only the first of them is looked up. */
    private void assignPresent(int[] groups, int n) {
        var group = -1;
        for (var i = 0; i < n; i++) {
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

    private void makeRoom(int more) {
        if (count + more > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(count + more, keys.length * 2));
        }
        var wanted = GroupSlots.wanted(slots, count + more);
        if (wanted > slots.length / 2) {
            slots = GroupSlots.moved(slots, wanted);
            shift = GroupSlots.shift(wanted);
        }
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
        return 8L * (slots.length + keys.length) + 9L * loaded.length;
    }

    @Override
    public long bytesToGrow(int rows) {
        var bytes = bytes();
        var wanted = GroupSlots.wanted(slots, count + rows);
        if (wanted > slots.length / 2) {
            bytes += 16L * wanted;
        }
        if (count + rows > keys.length) {
            bytes += 8L * Math.max(count + rows, 2 * keys.length);
        }
        return bytes;
    }
}
