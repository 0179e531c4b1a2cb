package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Hashing;
import io.weir.vector.Vector;
import java.util.Arrays;
import java.util.List;

/**
 * Groups by any keys: open addressing with linear probing over pairs of hash and group, the keys beside it in columns.
 *
 * <p>Rows find their group by the hash alone; then the keys are compared a column at a time. The rare row whose hash is that of
 * another key looks again, comparing keys on the way.
 */
final class HashGroupTable implements GroupTable {
    /** Takes the slot from other bits than those by which an exchange or a spill chose the rows that come here. */
    private static final long FIBONACCI = 0x9E3779B97F4A7C15L;

    private static final int FIRST_SLOTS = 64;

    private final List<KeyColumn> columns;

    /** Two longs a slot: the hash, and the group plus one; 0 for a free slot. */
    private long[] slots = new long[2 * FIRST_SLOTS];

    private int shift = 64 - Integer.numberOfTrailingZeros(FIRST_SLOTS);

    private int count;

    private long[] hashes = new long[0];
    private boolean[] wrong = new boolean[0];
    private int[] added = new int[0];

    HashGroupTable(List<DataType> types) {
        columns = types.stream().map(KeyColumn::of).toList();
    }

    @Override
    public void assign(Batch keys, int[] groups) {
        var rows = keys.selection();
        var n = rows.count();
        if (hashes.length < n) {
            hashes = new long[n];
            wrong = new boolean[n];
            added = new int[n];
        }
        Arrays.fill(hashes, 0, n, 0);
        for (var i = 0; i < columns.size(); i++) {
            columns.get(i).load(keys.column(i), rows);
            Hashing.combine(keys.column(i), rows, hashes);
        }
        makeRoom(n);
        var before = count;
        for (var i = 0; i < n; i++) {
            groups[i] = groupOf(hashes[i], i, before);
        }
        var found = count;
        append(found - before);
        if (findWrong(groups, n)) {
            for (var i = 0; i < n; i++) {
                if (wrong[i]) {
                    groups[i] = groupOfCollision(hashes[i], i);
                }
            }
        }
    }

    /** The group of the first slot with that hash, which may belong to another key. */
    private int groupOf(long hash, int position, int before) {
        var mask = slots.length - 2;
        var slot = (int) (hash * FIBONACCI >>> shift) << 1;
        while (true) {
            var group = (int) slots[slot + 1];
            if (group == 0) {
                slots[slot] = hash;
                slots[slot + 1] = count + 1L;
                added[count - before] = position;
                return count++;
            }
            if (slots[slot] == hash) {
                return group - 1;
            }
            slot = slot + 2 & mask;
        }
    }

    private boolean findWrong(int[] groups, int n) {
        var any = false;
        for (var column : columns) {
            any |= column.findWrong(groups, n, wrong);
        }
        return any;
    }

    private int groupOfCollision(long hash, int position) {
        wrong[position] = false;
        var mask = slots.length - 2;
        var slot = (int) (hash * FIBONACCI >>> shift) << 1;
        while (true) {
            var group = (int) slots[slot + 1];
            if (group == 0) {
                slots[slot] = hash;
                slots[slot + 1] = count + 1L;
                added[0] = position;
                append(1);
                return count++;
            }
            if (slots[slot] == hash && same(group - 1, position)) {
                return group - 1;
            }
            slot = slot + 2 & mask;
        }
    }

    private boolean same(int group, int position) {
        for (var column : columns) {
            if (!column.same(group, position)) {
                return false;
            }
        }
        return true;
    }

    private void append(int rows) {
        for (var column : columns) {
            column.append(added, rows);
        }
    }

    private void makeRoom(int more) {
        var wanted = slotsFor(count + more);
        if (wanted == slots.length / 2) {
            return;
        }
        var old = slots;
        slots = new long[2 * wanted];
        shift = 64 - Integer.numberOfTrailingZeros(wanted);
        var mask = slots.length - 2;
        for (var i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                var slot = (int) (old[i] * FIBONACCI >>> shift) << 1;
                while (slots[slot + 1] != 0) {
                    slot = slot + 2 & mask;
                }
                slots[slot] = old[i];
                slots[slot + 1] = old[i + 1];
            }
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

    @Override
    public int count() {
        return count;
    }

    @Override
    public List<Vector> keys(int from, int to) {
        return columns.stream().map(column -> column.vector(from, to)).toList();
    }

    @Override
    public long bytes() {
        var sum = 8L * slots.length + 13L * hashes.length;
        for (var column : columns) {
            sum += column.bytes();
        }
        return sum;
    }

    @Override
    public long bytesToGrow(int rows) {
        var sum = 8L * slots.length + 13L * Math.max(hashes.length, rows);
        if (slotsFor(count + rows) > slots.length / 2) {
            sum += 16L * slotsFor(count + rows);
        }
        for (var column : columns) {
            sum += column.bytesToGrow(rows);
        }
        return sum;
    }
}
