package io.weir.aggregate;

import io.weir.flow.Batch;
import io.weir.vector.LongVector;
import io.weir.vector.Numbers;

/** The rows of an integral argument that are not null, as dense numbers beside their groups. To be used again for the next batch. */
final class GroupedLongs {
    private int[] groups = new int[0];
    private long[] values = new long[0];
    private int count;

    private int[] ownGroups = new int[0];
    private long[] ownValues = new long[0];
    private boolean[] nulls = new boolean[0];

    void load(int[] rowGroups, Batch batch, int column) {
        var vector = batch.column(column);
        var rows = batch.selection();
        count = rows.count();
        groups = rowGroups;
        if (rows.isAll() && vector instanceof LongVector flat && !flat.hasNulls()) {
            values = flat.values();
            return;
        }
        if (ownValues.length < count) {
            ownValues = new long[count];
            ownGroups = new int[count];
            nulls = new boolean[count];
        }
        values = ownValues;
        Numbers.longs(vector, rows, values);
        if (Numbers.nulls(vector, rows, nulls)) {
            dropNulls(rowGroups);
        }
    }

    private void dropNulls(int[] rowGroups) {
        groups = ownGroups;
        var kept = 0;
        for (var i = 0; i < count; i++) {
            groups[kept] = rowGroups[i];
            values[kept] = values[i];
            kept += nulls[i] ? 0 : 1;
        }
        count = kept;
    }

    int count() {
        return count;
    }

    int[] groups() {
        return groups;
    }

    /** To read only. */
    long[] values() {
        return values;
    }
}
