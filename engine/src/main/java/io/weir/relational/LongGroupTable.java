package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Numbers;
import io.weir.vector.Vector;
import java.util.Arrays;
import java.util.List;

/**
 * Groups by one key that fits into a long: open addressing with linear probing over pairs of key and group, so that a lookup costs one
 * cache miss. Null is a group beside the table.
 */
final class LongGroupTable implements GroupTable {
    private static final long FIBONACCI = 0x9E3779B97F4A7C15L;
    private static final int FIRST_SLOTS = 64;

    private final DataType type;

    /** Two longs a slot: the key, and the group plus one; 0 for a free slot. */
    private long[] slots = new long[2 * FIRST_SLOTS];

    private int shift = 64 - Integer.numberOfTrailingZeros(FIRST_SLOTS);
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
        if (Numbers.nulls(vector, rows, loadedNulls)) {
            for (var i = 0; i < n; i++) {
                groups[i] = loadedNulls[i] ? groupOfNull() : groupOf(loaded[i]);
            }
        } else {
            for (var i = 0; i < n; i++) {
                groups[i] = groupOf(loaded[i]);
            }
        }
    }

    private int groupOf(long key) {
        var mask = slots.length - 2;
        var slot = (int) (key * FIBONACCI >>> shift) << 1;
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
        var wanted = slotsFor(count + more);
        if (wanted > slots.length / 2) {
            rehash(wanted);
        }
    }

    /** The slots that hold so many groups at a load of at most 0.6, at least as many as there are. */
    private int slotsFor(int groups) {
        var wanted = slots.length / 2;
        while (wanted * 0.6 < groups) {
            if (wanted >= 1 << 29) {
                throw new IllegalStateException("too many groups in one table: " + groups);
            }
            wanted *= 2;
        }
        return wanted;
    }

    private void rehash(int slotCount) {
        slots = new long[2 * slotCount];
        shift = 64 - Integer.numberOfTrailingZeros(slotCount);
        var mask = slots.length - 2;
        for (var group = 0; group < count; group++) {
            if (group == nullGroup) {
                continue;
            }
            var slot = (int) (keys[group] * FIBONACCI >>> shift) << 1;
            while (slots[slot + 1] != 0) {
                slot = slot + 2 & mask;
            }
            slots[slot] = keys[group];
            slots[slot + 1] = group + 1L;
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
        if (slotsFor(count + rows) > slots.length / 2) {
            bytes += 16L * slotsFor(count + rows);
        }
        if (count + rows > keys.length) {
            bytes += 8L * Math.max(count + rows, 2 * keys.length);
        }
        return bytes;
    }
}
