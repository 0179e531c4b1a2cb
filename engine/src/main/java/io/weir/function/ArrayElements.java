package io.weir.function;

import io.weir.Nullable;
import io.weir.expression.Order;
import io.weir.expression.Row;
import io.weir.vector.ListVector;
import io.weir.vector.MapVector;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;

/** The elements of one array, or the keys of one map, numbered from 0. */
record ArrayElements(Vector vector, int start, int size) {
    static ArrayElements of(Row row, int number) {
        var vector = row.argument(number).vector();
        var index = row.index(number);
        if (vector instanceof MapVector map) {
            return new ArrayElements(map.keys(), map.starts()[index], map.lengths()[index]);
        }
        var list = (ListVector) vector;
        return new ArrayElements(list.elements(), list.starts()[index], list.lengths()[index]);
    }

    /** Where an element lies in the vector. */
    int row(int index) {
        return start + index;
    }

    boolean isNull(int index) {
        return vector.isNull(start + index);
    }

    boolean hasNull() {
        for (var i = 0; i < size; i++) {
            if (isNull(i)) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    Object object(int index) {
        return Values.get(vector, start + index);
    }

    /** Where an argument stands first; -1 if it does not. */
    int find(Row row, int number) {
        return find(row.argument(number).vector(), row.index(number), size);
    }

    /** Where an element of another array, null or not, stands among the first ones; -1 if it does not. */
    int find(ArrayElements other, int index, int count) {
        return find(other.vector, other.start + index, count);
    }

    private int find(Vector value, int row, int count) {
        for (var i = 0; i < count; i++) {
            if (Order.compare(vector, start + i, value, row) == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Appends an element; a negative index makes a null. */
    void append(int index, VectorBuilder out) {
        if (index < 0) {
            out.appendNull();
        } else {
            out.append(vector, Selection.of(new int[] {start + index}, 1));
        }
    }

    void append(int from, int count, VectorBuilder out) {
        if (count > 0) {
            out.append(vector, Selection.range(start + from, count));
        }
    }
}
