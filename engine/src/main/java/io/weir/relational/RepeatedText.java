package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.vector.BytesVector;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Hashing;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;

/**
 * Gives the text columns of small build sides dictionaries: what a join gathers from them then is ids of one dictionary, for which
 * whoever comes next works things out once a value instead of once a row.
 */
final class RepeatedText {
    private static final int MAX_ROWS = 1 << 16;
    private static final int MAX_ENTRIES = 1 << 10;

    private RepeatedText() {}

    /** The same rows; compact and flat before. */
    static Batch encode(Batch rows) {
        if (rows.rows() > MAX_ROWS || rows.rows() == 0) {
            return rows;
        }
        return rows.withColumns(rows.columns().stream()
                .map(column -> column instanceof BytesVector text ? encode(text) : column)
                .toArray(Vector[]::new));
    }

    private static Vector encode(BytesVector text) {
        var size = text.size();
        var slots = new int[4 * MAX_ENTRIES];
        var entries = new int[MAX_ENTRIES];
        var ids = new int[size];
        var count = 0;
        for (var row = 0; row < size; row++) {
            var slot = (int) Hashing.ofBytes(text.data(), text.starts()[row], text.lengths()[row]) & slots.length - 1;
            while (slots[slot] != 0 && BytesVector.compare(text, entries[slots[slot] - 1], text, row) != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            if (slots[slot] == 0) {
                if (count == MAX_ENTRIES) {
                    return text;
                }
                entries[count++] = row;
                slots[slot] = count;
            }
            ids[row] = slots[slot] - 1;
        }
        var values = text.take(Selection.of(Arrays.copyOf(entries, count), count));
        var distinct = new BytesVector(text.type(), values.data(), values.starts(), values.lengths(), null, count);
        return new DictionaryVector(new Dictionary(distinct.compact()), ids, text.nulls(), size);
    }
}
