package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;

/** ARRAY: every row is a range of the elements. Ranges may overlap, repeat and leave gaps. */
public final class ListVector implements Vector {
    private final DataType.ListOf type;
    private final int[] starts;
    private final int[] lengths;
    private final Vector elements;
    private final boolean @Nullable [] nulls;
    private final int size;

    /** The range of a null row lies inside the elements too. All arrays belong to the vector from now on. */
    public ListVector(
            DataType.ListOf type, int[] starts, int[] lengths, Vector elements, boolean @Nullable [] nulls, int size) {
        this.type = type;
        this.starts = starts;
        this.lengths = lengths;
        this.elements = elements;
        this.nulls = nulls;
        this.size = size;
    }

    public int[] starts() {
        return starts;
    }

    public int[] lengths() {
        return lengths;
    }

    public Vector elements() {
        return elements;
    }

    /** The elements of one row. */
    public Vector elements(int row) {
        return elements.slice(starts[row], lengths[row]);
    }

    @Override
    public DataType.ListOf type() {
        return type;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean hasNulls() {
        return nulls != null;
    }

    @Override
    public boolean isNull(int row) {
        return nulls != null && nulls[row];
    }

    @Override
    public boolean @Nullable [] nulls() {
        return nulls;
    }

    @Override
    public ListVector take(Selection rows) {
        return new ListVector(
                type,
                Ranges.take(starts, rows),
                Ranges.take(lengths, rows),
                elements,
                Masks.take(nulls, rows),
                rows.count());
    }

    @Override
    public ListVector slice(int from, int count) {
        return from == 0 && count == size ? this : take(Selection.range(from, count));
    }

    @Override
    public ListVector flat() {
        return this;
    }

    @Override
    public long bytes() {
        return 8L * size + elements.bytes() + Masks.bytes(nulls);
    }
}
