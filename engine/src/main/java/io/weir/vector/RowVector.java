package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.util.List;

/** ROW: a vector a field, all of the same size, and a mask of the rows that are null as a whole. */
public final class RowVector implements Vector {
    private final DataType.RowOf type;
    private final List<Vector> fields;
    private final boolean @Nullable [] nulls;
    private final int size;

    public RowVector(DataType.RowOf type, List<Vector> fields, boolean @Nullable [] nulls, int size) {
        this.type = type;
        this.fields = List.copyOf(fields);
        this.nulls = nulls;
        this.size = size;
    }

    public List<Vector> fields() {
        return fields;
    }

    public Vector field(int index) {
        return fields.get(index);
    }

    @Override
    public DataType.RowOf type() {
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
    public RowVector take(Selection rows) {
        return new RowVector(
                type, fields.stream().map(field -> field.take(rows)).toList(), Masks.take(nulls, rows), rows.count());
    }

    @Override
    public RowVector slice(int from, int count) {
        if (from == 0 && count == size) {
            return this;
        }
        return new RowVector(
                type,
                fields.stream().map(field -> field.slice(from, count)).toList(),
                Masks.slice(nulls, from, count),
                count);
    }

    @Override
    public RowVector flat() {
        return this;
    }

    @Override
    public long bytes() {
        return fields.stream().mapToLong(Vector::bytes).sum() + Masks.bytes(nulls);
    }
}
