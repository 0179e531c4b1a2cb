package io.weir.aggregate;

import io.weir.type.DataType;
import io.weir.vector.Numbers;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;

/** One value for each group, null at first. First {@link #load} rows, then keep them by their position. */
abstract class KeptValues {
    private final DataType type;
    private boolean[] nulls = new boolean[0];
    private boolean[] loadedNulls = new boolean[0];
    private int loadedCount;

    KeptValues(DataType type) {
        this.type = type;
    }

    static KeptValues of(DataType type) {
        return switch (type.storage()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG -> new KeptLongs(type);
            case FLOAT, DOUBLE -> new KeptDoubles(type);
            case BYTES -> new KeptBytes(type);
            case DECIMAL128, LIST, MAP, ROW, OBJECT -> new KeptRows(type);
        };
    }

    final DataType type() {
        return type;
    }

    final void grow(int count) {
        var size = nulls.length;
        if (count > size) {
            nulls = Arrays.copyOf(nulls, count);
            Arrays.fill(nulls, size, count, true);
            growValues(count);
        }
    }

    final void load(Vector vector, Selection rows) {
        loadedCount = rows.count();
        if (loadedNulls.length < loadedCount) {
            loadedNulls = new boolean[loadedCount];
        }
        if (!Numbers.nulls(vector, rows, loadedNulls)) {
            Arrays.fill(loadedNulls, 0, loadedCount, false);
        }
        loadValues(vector, rows);
    }

    final int loadedCount() {
        return loadedCount;
    }

    final boolean loadedNull(int position) {
        return loadedNulls[position];
    }

    final boolean isNull(int group) {
        return nulls[group];
    }

    final void put(int group, int position) {
        nulls[group] = loadedNulls[position];
        if (!loadedNulls[position]) {
            putValue(group, position);
        }
    }

    /** Keeps the least of what is kept and what is loaded; nulls do not count. */
    void keepLeast(int[] groups) {
        for (var i = 0; i < loadedCount; i++) {
            if (!loadedNulls[i] && (nulls[groups[i]] || less(groups[i], i))) {
                put(groups[i], i);
            }
        }
    }

    /** Keeps the greatest of what is kept and what is loaded; nulls do not count. */
    void keepGreatest(int[] groups) {
        for (var i = 0; i < loadedCount; i++) {
            if (!loadedNulls[i] && (nulls[groups[i]] || greater(groups[i], i))) {
                put(groups[i], i);
            }
        }
    }

    /** Whether the loaded value is less than the kept one; NaN is greater than all numbers. */
    abstract boolean less(int group, int position);

    /** Whether the loaded value is greater than the kept one; NaN is greater than all numbers. */
    abstract boolean greater(int group, int position);

    /** Whether the loaded value is the kept one, as grouping sees it; neither is null. */
    abstract boolean same(int group, int position);

    abstract void growValues(int count);

    abstract void loadValues(Vector vector, Selection rows);

    abstract void putValue(int group, int position);

    abstract Vector vector(int from, int to);

    abstract long valueBytes();

    final boolean[] nulls() {
        return nulls;
    }

    final long bytes() {
        return nulls.length + valueBytes();
    }
}
