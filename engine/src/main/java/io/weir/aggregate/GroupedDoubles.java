package io.weir.aggregate;

import io.weir.flow.Batch;
import io.weir.vector.DoubleVector;
import io.weir.vector.Numbers;

/** The rows of a REAL or DOUBLE argument that are not null, as dense numbers beside their groups. To be used again for the next batch. */
final class GroupedDoubles {
    private int[] groups = new int[0];
    private double[] values = new double[0];
    private int count;

    private int[] ownGroups = new int[0];
    private double[] ownValues = new double[0];
    private boolean[] nulls = new boolean[0];

    void load(int[] rowGroups, Batch batch, int column) {
        var vector = batch.column(column);
        var rows = batch.selection();
        count = rows.count();
        groups = rowGroups;
        if (rows.isAll() && vector instanceof DoubleVector flat && !flat.hasNulls()) {
            values = flat.values();
            return;
        }
        if (ownValues.length < count) {
            ownValues = new double[count];
            ownGroups = new int[count];
            nulls = new boolean[count];
        }
        values = ownValues;
        Numbers.doubles(vector, rows, values);
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
    double[] values() {
        return values;
    }
}
