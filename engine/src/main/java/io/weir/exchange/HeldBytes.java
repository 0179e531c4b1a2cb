package io.weir.exchange;

import io.weir.flow.Batch;
import io.weir.vector.BytesVector;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Vector;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Counts what batches hold that are kept together: a dictionary counts once, with the first batch that has it. */
final class HeldBytes {
    private final Set<Dictionary> dictionaries = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Without bytes that only other rows use: a few rows must not hold a page of a file. */
    static Batch trim(Batch batch) {
        var columns = new Vector[batch.width()];
        for (var i = 0; i < columns.length; i++) {
            var column = batch.column(i);
            columns[i] = column instanceof BytesVector bytes ? bytes.compact() : column;
        }
        return batch.withColumns(columns);
    }

    long add(Batch batch) {
        var sum = batch.bytes();
        for (var column : batch.columns()) {
            if (column instanceof DictionaryVector vector && !dictionaries.add(vector.dictionary())) {
                sum -= vector.dictionary().values().bytes();
            }
        }
        return sum;
    }

    /** Nothing is kept any more. */
    void clear() {
        dictionaries.clear();
    }
}
