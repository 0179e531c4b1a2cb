package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.util.Arrays;

/** Rows that point into a dictionary. A row is null if its own mask says so or if its entry is null. */
public final class DictionaryVector implements Vector {
    private final Dictionary dictionary;
    private final int[] ids;
    private final boolean @Nullable [] nulls;
    private final int size;

    /** Ids of null rows are valid too, unless the dictionary is empty, and then all rows are null. Both arrays are at least {@code size} long and belong to the vector from now on. */
    public DictionaryVector(Dictionary dictionary, int[] ids, boolean @Nullable [] nulls, int size) {
        this.dictionary = dictionary;
        this.ids = ids;
        this.nulls = nulls;
        this.size = size;
    }

    public Dictionary dictionary() {
        return dictionary;
    }

    /** To read only; may be longer than {@code size()}. */
    public int[] ids() {
        return ids;
    }

    @Override
    public DataType type() {
        return dictionary.values().type();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean hasNulls() {
        return nulls != null || dictionary.values().hasNulls();
    }

    @Override
    public boolean isNull(int row) {
        return nulls != null && nulls[row] || dictionary.values().isNull(ids[row]);
    }

    /** The mask of the rows; nulls among the entries come on top of it. */
    @Override
    public boolean @Nullable [] nulls() {
        return nulls;
    }

    @Override
    public DictionaryVector take(Selection rows) {
        var selected = rows.rows();
        var count = rows.count();
        if (selected == null) {
            return slice(0, count);
        }
        var taken = new int[count];
        for (var i = 0; i < count; i++) {
            taken[i] = ids[selected[i]];
        }
        return new DictionaryVector(dictionary, taken, Masks.take(nulls, rows), count);
    }

    @Override
    public DictionaryVector slice(int from, int count) {
        if (from == 0) {
            return count == size ? this : new DictionaryVector(dictionary, ids, nulls, count);
        }
        return new DictionaryVector(
                dictionary, Arrays.copyOfRange(ids, from, from + count), Masks.slice(nulls, from, count), count);
    }

    @Override
    public Vector flat() {
        if (dictionary.size() == 0) {
            return Vectors.flatNulls(type(), size);
        }
        var entries = dictionary.values().take(Selection.of(ids, size));
        return nulls == null ? entries : Vectors.withNulls(entries, Masks.or(nulls, entries.nulls(), size));
    }

    @Override
    public long bytes() {
        return 4L * size + Masks.bytes(nulls) + dictionary.values().bytes();
    }
}
