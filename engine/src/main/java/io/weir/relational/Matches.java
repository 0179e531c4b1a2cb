package io.weir.relational;

import io.weir.Nullable;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;

/** Finds the first build rows for probe keys; for a dictionary of keys once an entry instead of once a row, where that pays. */
final class Matches {
    private final JoinTable table;
    private final Object asker = new Object();
    private @Nullable Dictionary dictionary;
    private int[] ofEntries = new int[0];

    Matches(JoinTable table) {
        this.table = table;
    }

    /** As {@link JoinTable#find}. */
    void find(Vector[] keys, Selection probe, int[] heads) {
        if (keys.length == 1
                && keys[0] instanceof DictionaryVector vector
                && !table.matchesNulls()
                && known(vector.dictionary(), probe.count())) {
            var nulls = vector.nulls();
            var ids = vector.ids();
            for (var i = 0; i < probe.count(); i++) {
                var row = probe.row(i);
                heads[i] = nulls != null && nulls[row] ? -1 : ofEntries[ids[row]];
            }
            return;
        }
        table.find(keys, probe, heads);
    }

    private boolean known(Dictionary asked, int rows) {
        if (asked == dictionary) {
            return true;
        }
        if (!asked.pays(asker, rows)) {
            return false;
        }
        ofEntries = new int[asked.size()];
        table.find(new Vector[] {asked.values()}, Selection.all(asked.size()), ofEntries);
        dictionary = asked;
        return true;
    }
}
