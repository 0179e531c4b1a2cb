package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Hashing;
import io.weir.vector.Vector;
import java.util.Arrays;
import java.util.List;

/**
 * Groups by any keys: {@link GroupSlots} of hash and group, the keys beside it in columns.
 *
 * <p>Rows find their group by the hash alone; then the keys are compared a column at a time. The rare row whose hash is that of
 * another key looks again, comparing keys on the way.
 */
final class HashGroupTable implements GroupTable {
    private final List<KeyColumn> columns;

    /** The code is the hash. */
    private long[] slots = new long[2 * GroupSlots.FIRST];

    private int shift = GroupSlots.shift(GroupSlots.FIRST);

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
        GroupSlots.touch(slots, hashes, n);
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
        var slot = GroupSlots.first(hash, shift);
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
        var slot = GroupSlots.first(hash, shift);
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
        var wanted = GroupSlots.wanted(slots, count + rows);
        if (wanted > slots.length / 2) {
            sum += 16L * wanted;
        }
        for (var column : columns) {
            sum += column.bytesToGrow(rows);
        }
        return sum;
    }
}
