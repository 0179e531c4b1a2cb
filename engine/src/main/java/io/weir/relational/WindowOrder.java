package io.weir.relational;

import io.weir.Nullable;
import io.weir.vector.BytesVector;
import io.weir.vector.DoubleVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Values;
import io.weir.vector.Vector;

/** The order of a window's first sort column, for frames by distance. */
record WindowOrder(Vector column, boolean ascending) implements WindowFrames.SortKeyOrder {
    static WindowFrames.SortKeyOrder of(WindowRows rows, @Nullable SortColumn key) {
        if (key == null) {
            return new Unordered();
        }
        return new WindowOrder(rows.batch().column(key.column()).flat(), key.ascending());
    }

    @Override
    public int compare(int row, Vector bound, int boundRow) {
        var order = compareValues(row, bound, boundRow);
        return ascending ? order : -order;
    }

    @SuppressWarnings("unchecked")
    private int compareValues(int row, Vector bound, int boundRow) {
        if (column instanceof LongVector left && bound instanceof LongVector right) {
            return Long.compare(left.value(row), right.value(boundRow));
        } else if (column instanceof IntVector left && bound instanceof IntVector right) {
            return Integer.compare(left.value(row), right.value(boundRow));
        } else if (column instanceof DoubleVector left && bound instanceof DoubleVector right) {
            return Double.compare(left.value(row), right.value(boundRow));
        } else if (column instanceof BytesVector left && bound instanceof BytesVector right) {
            return BytesVector.compare(left, row, right, boundRow);
        }
        return ((Comparable<Object>) Values.get(column, row)).compareTo(Values.get(bound, boundRow));
    }

    @Override
    public boolean isNull(int row) {
        return column.isNull(row);
    }

    private record Unordered() implements WindowFrames.SortKeyOrder {
        @Override
        public int compare(int row, Vector bound, int boundRow) {
            return 0;
        }

        @Override
        public boolean isNull(int row) {
            return true;
        }
    }
}
