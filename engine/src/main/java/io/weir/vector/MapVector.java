package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;

/** MAP: every row is a range of the entries, keys and values side by side. Keys of one row are distinct and not null. */
public final class MapVector implements Vector {
    private final DataType.MapOf type;
    private final int[] starts;
    private final int[] lengths;
    private final Vector keys;
    private final Vector values;
    private final boolean @Nullable [] nulls;
    private final int size;

    /** The range of a null row lies inside the entries too. All arrays belong to the vector from now on. */
    public MapVector(DataType.MapOf type, Entries entries, boolean @Nullable [] nulls, int size) {
        this.type = type;
        this.starts = entries.starts();
        this.lengths = entries.lengths();
        this.keys = entries.keys();
        this.values = entries.values();
        this.nulls = nulls;
        this.size = size;
    }

    /** Where the entries of each row lie, and the entries of all rows. */
    public record Entries(int[] starts, int[] lengths, Vector keys, Vector values) {}

    public int[] starts() {
        return starts;
    }

    public int[] lengths() {
        return lengths;
    }

    public Vector keys() {
        return keys;
    }

    public Vector values() {
        return values;
    }

    @Override
    public DataType.MapOf type() {
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
    public MapVector take(Selection rows) {
        var entries = new Entries(Ranges.take(starts, rows), Ranges.take(lengths, rows), keys, values);
        return new MapVector(type, entries, Masks.take(nulls, rows), rows.count());
    }

    @Override
    public MapVector slice(int from, int count) {
        return from == 0 && count == size ? this : take(Selection.range(from, count));
    }

    @Override
    public MapVector flat() {
        return this;
    }

    @Override
    public long bytes() {
        return 8L * size + keys.bytes() + values.bytes() + Masks.bytes(nulls);
    }
}
