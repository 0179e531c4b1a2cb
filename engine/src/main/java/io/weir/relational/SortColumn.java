package io.weir.relational;

import io.weir.vector.Vector;
import java.io.Serializable;

/** One column to order by. */
public record SortColumn(int column, boolean ascending, boolean nullsFirst) implements Serializable {
    /** Orders two values of this column. */
    int compare(Vector left, int leftRow, Vector right, int rightRow) {
        var leftNull = left.isNull(leftRow);
        var rightNull = right.isNull(rightRow);
        if (leftNull || rightNull) {
            return leftNull == rightNull ? 0 : leftNull == nullsFirst ? -1 : 1;
        }
        var order = ValueOrder.compare(left, leftRow, right, rightRow);
        return ascending ? order : -order;
    }

    @Override
    public String toString() {
        return "#" + column + (ascending ? "" : " desc") + (nullsFirst ? " nulls first" : "");
    }
}
