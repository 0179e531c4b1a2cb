package io.weir.exchange;

import io.weir.flow.Batch;
import io.weir.vector.BytesVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Vector;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** Counts what batches hold that are kept together: a dictionary counts once, with the first batch that has it. */
final class HeldBytes {
    /** Compared by identity, and kept only as long as the batches are. */
    private final Set<Dictionary> dictionaries = Collections.newSetFromMap(new WeakHashMap<>());

    /** Without bytes that only other rows use: a few rows must not hold a page of a file. */
    static Batch trim(Batch batch) {
        var columns = new Vector[batch.width()];
        for (var i = 0; i < columns.length; i++) {
            var column = batch.column(i);
            columns[i] = column instanceof BytesVector bytes ? bytes.compact() : column;
        }
        return batch.withColumns(columns);
    }

    /** About what the rows take by themselves, in whatever form they are: as if they were copied. */
    static long ofRows(Batch batch) {
        var sum = 0L;
        for (var column : batch.columns()) {
            sum += bytes(column, batch.rows());
        }
        return sum;
    }

    private static long bytes(Vector column, long rows) {
        if (column instanceof DictionaryVector vector) {
            return bytes(vector.dictionary().values(), rows);
        }
        return column instanceof ConstantVector constant
                ? bytes(constant.value(), rows)
                : column.bytes() * rows / Math.max(1, column.size());
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
