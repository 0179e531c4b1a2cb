package io.weir.aggregate;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DictionaryVector;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;

/** The sum of a column without nulls, in a register: no total in memory is read and written for each row. */
final class LongsOfOneGroup {
    private final int count;
    private long sum;
    private long magnitudes;

    private LongsOfOneGroup(int count) {
        this.count = count;
    }

    /** Of the first column; null if that has nulls or is not of longs, flat or by a dictionary. */
    static @Nullable LongsOfOneGroup of(Batch batch) {
        var column = batch.column(0);
        var values = column.hasNulls() ? null : values(column);
        if (values == null) {
            return null;
        }
        var added = new LongsOfOneGroup(batch.rows());
        var rows = batch.selection().rows();
        if (column instanceof DictionaryVector dictionary) {
            var ids = dictionary.ids();
            if (rows == null) {
                added.add(values, ids);
            } else {
                added.add(values, ids, rows);
            }
        } else if (rows == null) {
            added.add(values);
        } else {
            added.add(values, rows);
        }
        return added;
    }

    private static long @Nullable [] values(Vector vector) {
        if (vector instanceof LongVector flat) {
            return flat.values();
        } else if (vector instanceof Decimal128Vector wide && wide.isNarrow()) {
            return wide.low();
        }
        return vector instanceof DictionaryVector dictionary
                ? values(dictionary.dictionary().values())
                : null;
    }

    private void add(long[] values) {
        var total = 0L;
        var bits = 0L;
        for (var i = 0; i < count; i++) {
            var value = values[i];
            total += value;
            bits |= value ^ value >> 63;
        }
        sum = total;
        magnitudes = bits;
    }

    private void add(long[] values, int[] rows) {
        var total = 0L;
        var bits = 0L;
        for (var i = 0; i < count; i++) {
            var value = values[rows[i]];
            total += value;
            bits |= value ^ value >> 63;
        }
        sum = total;
        magnitudes = bits;
    }

    private void add(long[] values, int[] ids, int[] rows) {
        var total = 0L;
        var bits = 0L;
        for (var i = 0; i < count; i++) {
            var value = values[ids[rows[i]]];
            total += value;
            bits |= value ^ value >> 63;
        }
        sum = total;
        magnitudes = bits;
    }

    /** Whether no sum of so many values of the size of these could leave a long. */
    boolean fits() {
        return Long.numberOfLeadingZeros(magnitudes) > Integer.SIZE - Integer.numberOfLeadingZeros(count);
    }

    /** Means something if it fits. */
    long sum() {
        return sum;
    }
}
