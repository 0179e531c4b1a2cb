package io.weir.expression;

import io.weir.Nullable;
import io.weir.vector.BooleanVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Masks;
import io.weir.vector.Selection;
import io.weir.vector.Vector;

/** Selections from vectors of BOOLEAN. */
final class Truths {
    /** Keeps the table of entries that are true at a dictionary of booleans. */
    private enum Key {
        TRUE_ENTRIES
    }

    private Truths() {}

    /** The rows for which the vector is true. */
    static Selection select(Vector vector, Selection rows) {
        if (vector instanceof ConstantVector constant) {
            var value = (BooleanVector) constant.value();
            return !value.isNull(0) && value.value(0) ? rows : Selection.none();
        }
        if (vector instanceof DictionaryVector d) {
            var table = d.dictionary()
                    .derived(
                            Key.TRUE_ENTRIES,
                            () -> trueEntries((BooleanVector) d.dictionary().values()));
            return withoutNulls(d.nulls(), whereEntry(table, d.ids(), rows));
        }
        var flat = (BooleanVector) vector;
        var nulls = flat.nulls();
        var mask = nulls == null ? flat.values() : Masks.andNot(flat.values(), nulls, flat.size());
        return Selection.where(mask, rows);
    }

    private static boolean[] trueEntries(BooleanVector entries) {
        var nulls = entries.nulls();
        return nulls == null ? entries.values() : Masks.andNot(entries.values(), nulls, entries.size());
    }

    static Selection whereEntry(boolean[] table, int[] ids, Selection rows) {
        var count = rows.count();
        var kept = new int[count];
        var candidates = rows.rows();
        var n = 0;
        if (candidates == null) {
            for (var i = 0; i < count; i++) {
                kept[n] = i;
                n += table[ids[i]] ? 1 : 0;
            }
        } else {
            for (var i = 0; i < count; i++) {
                var row = candidates[i];
                kept[n] = row;
                n += table[ids[row]] ? 1 : 0;
            }
        }
        return n == count ? rows : Selection.of(kept, n);
    }

    /** Those of the rows that the mask does not name. */
    static Selection withoutNulls(boolean @Nullable [] nulls, Selection rows) {
        if (nulls == null) {
            return rows;
        }
        var count = rows.count();
        var kept = new int[count];
        var n = 0;
        for (var i = 0; i < count; i++) {
            var row = rows.row(i);
            kept[n] = row;
            n += nulls[row] ? 0 : 1;
        }
        return n == count ? rows : Selection.of(kept, n);
    }
}
