package io.weir.relational;

import io.weir.flow.Batch;
import java.util.List;

/** Compares rows of two batches by sort columns. */
record RowOrder(List<SortColumn> columns) {
    RowOrder {
        columns = List.copyOf(columns);
    }

    int compare(Batch left, int leftRow, Batch right, int rightRow) {
        for (var column : columns) {
            var a = left.column(column.column());
            var b = right.column(column.column());
            var order = column.compare(a, leftRow, b, rightRow);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
