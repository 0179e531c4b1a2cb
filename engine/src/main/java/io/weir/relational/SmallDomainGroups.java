package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.vector.BooleanVector;
import io.weir.vector.ByteVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;
import java.util.List;

/**
 * Looks groups up by the combined ids of the keys where these are dictionaries or have few values, and asks the real table only
 * once for each combination.
 */
final class SmallDomainGroups implements GroupTable {
    private static final int MAX_COMBINATIONS = 1 << 20;
    /** So many combinations a row that has asked for them are worth to be remembered. */
    private static final int COMBINATIONS_A_ROW = 4;

    private final GroupTable table;

    /** What the ids of the known combinations mean: dictionaries and constants by identity, null for values as they are. */
    private @Nullable Object[] domains = new Object[0];

    /** Group by combination, -1 where it was never met; for the domains above. */
    private int[] known = new int[0];

    private int[] combined = new int[0];

    /** Domains that were met one batch after the other, and by how many rows. */
    private @Nullable Object[] asked = new Object[0];

    private long rowsAsked;

    SmallDomainGroups(GroupTable table) {
        this.table = table;
    }

    @Override
    public void assign(Batch keys, int[] groups) {
        var n = keys.rows();
        var combinations = combinations(keys);
        if (combinations > MAX_COMBINATIONS || !same(domains, keys) && !pays(keys, combinations)) {
            table.assign(keys, groups);
            return;
        }
        if (!same(domains, keys)) {
            domains = meanings(keys);
            known = new int[(int) combinations];
            Arrays.fill(known, -1);
        }
        combine(keys);
        var missing = 0;
        for (var i = 0; i < n; i++) {
            var group = known[combined[i]];
            groups[i] = group;
            missing |= group;
        }
        if (missing < 0) {
            learn(keys, groups);
        }
    }

    private static long combinations(Batch keys) {
        var product = 1L;
        for (var i = 0; i < keys.width() && product <= MAX_COMBINATIONS; i++) {
            product *= domain(keys.column(i));
        }
        return product;
    }

    /** How many different ids a vector may have, its null included. */
    private static long domain(Vector vector) {
        if (vector instanceof DictionaryVector d) {
            return d.dictionary().size() + 1L;
        } else if (vector instanceof ConstantVector) {
            return 1;
        } else if (vector instanceof BooleanVector) {
            return 3;
        } else if (vector instanceof ByteVector) {
            return 257;
        }
        return Long.MAX_VALUE / MAX_COMBINATIONS;
    }

    private static @Nullable Object meaning(Vector vector) {
        if (vector instanceof DictionaryVector d) {
            return d.dictionary();
        }
        return vector instanceof ConstantVector c ? c.value() : null;
    }

    private static @Nullable Object[] meanings(Batch keys) {
        return keys.columns().stream().map(SmallDomainGroups::meaning).toArray();
    }

    private static boolean same(@Nullable Object[] meanings, Batch keys) {
        if (meanings.length != keys.width()) {
            return false;
        }
        for (var i = 0; i < meanings.length; i++) {
            if (meanings[i] != meaning(keys.column(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether enough rows had these domains: many batches share the dictionary of a part of a file. */
    private boolean pays(Batch keys, long combinations) {
        if (!same(asked, keys)) {
            asked = meanings(keys);
            rowsAsked = 0;
        }
        rowsAsked += keys.rows();
        return combinations <= COMBINATIONS_A_ROW * rowsAsked;
    }

    private void combine(Batch keys) {
        var rows = keys.selection();
        var n = rows.count();
        if (combined.length < n) {
            combined = new int[n];
        }
        Arrays.fill(combined, 0, n, 0);
        for (var column = 0; column < keys.width(); column++) {
            var vector = keys.column(column);
            if (vector instanceof ConstantVector) {
                continue;
            }
            var size = (int) domain(vector);
            var nulls = vector.nulls();
            if (vector instanceof DictionaryVector d) {
                combineIds(d.ids(), nulls, rows, size);
            } else {
                for (var i = 0; i < n; i++) {
                    var row = rows.row(i);
                    var id = nulls != null && nulls[row] ? size - 1 : value(vector, row);
                    combined[i] = combined[i] * size + id;
                }
            }
        }
    }

    private void combineIds(int[] ids, boolean @Nullable [] nulls, Selection rows, int size) {
        var n = rows.count();
        if (nulls == null) {
            for (var i = 0; i < n; i++) {
                combined[i] = combined[i] * size + ids[rows.row(i)];
            }
            return;
        }
        for (var i = 0; i < n; i++) {
            var row = rows.row(i);
            combined[i] = combined[i] * size + (nulls[row] ? size - 1 : ids[row]);
        }
    }

    private static int value(Vector vector, int row) {
        if (vector instanceof BooleanVector v) {
            return v.value(row) ? 1 : 0;
        }
        return ((ByteVector) vector).value(row) + 128;
    }

    /** Asks the table about the first row of each combination not known yet, then fills in the groups that are missing. */
    private void learn(Batch keys, int[] groups) {
        var rows = keys.selection();
        var n = rows.count();
        var physical = new int[n];
        var combinations = new int[n];
        var count = 0;
        for (var i = 0; i < n; i++) {
            if (known[combined[i]] == -1) {
                known[combined[i]] = -2;
                combinations[count] = combined[i];
                physical[count++] = rows.row(i);
            }
        }
        var learned = new int[count];
        table.assign(keys.select(Selection.of(physical, count)), learned);
        for (var i = 0; i < count; i++) {
            known[combinations[i]] = learned[i];
        }
        for (var i = 0; i < n; i++) {
            groups[i] = known[combined[i]];
        }
    }

    @Override
    public int count() {
        return table.count();
    }

    @Override
    public List<Vector> keys(int from, int to) {
        return table.keys(from, to);
    }

    @Override
    public long bytes() {
        return table.bytes() + 4L * (known.length + combined.length);
    }

    @Override
    public long bytesToGrow(int rows) {
        return table.bytesToGrow(rows) + 4L * (known.length + combined.length);
    }
}
