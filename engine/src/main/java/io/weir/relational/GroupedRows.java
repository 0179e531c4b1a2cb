package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.vector.BooleanVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;

/** Rows and the group of each: {@code groups[i]} belongs to the {@code i}th row alive. */
record GroupedRows(int[] groups, Batch rows) {
    /** Those for which the condition, indexed by physical row, is true. */
    static GroupedRows where(Vector condition, int[] groups, Batch rows) {
        if (condition instanceof ConstantVector constant) {
            var value = (BooleanVector) constant.value();
            var kept = !value.isNull(0) && value.value(0);
            return new GroupedRows(groups, kept ? rows : rows.select(Selection.none()));
        }
        var mask = (BooleanVector) condition.flat();
        var selection = rows.selection();
        var count = selection.count();
        var keptGroups = new int[count];
        var keptRows = new int[count];
        var kept = 0;
        for (var i = 0; i < count; i++) {
            var row = selection.row(i);
            if (mask.value(row) && !mask.isNull(row)) {
                keptGroups[kept] = groups[i];
                keptRows[kept++] = row;
            }
        }
        return new GroupedRows(keptGroups, rows.select(Selection.of(keptRows, kept)));
    }
}
