package io.weir.aggregate;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.vector.Equality;
import io.weir.vector.Ordering;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.util.Arrays;

/** Kept values of types for which nothing faster was written: a vector of one row each. */
final class KeptRows extends KeptValues {
    private static final int OBJECT_BYTES = 96;

    private @Nullable Vector[] values = new Vector[0];
    private long heldBytes;
    private @Nullable Vector loaded;

    KeptRows(DataType type) {
        super(type);
    }

    @Override
    boolean less(int group, int position) {
        return Ordering.compare(loaded(), position, kept(group), 0) < 0;
    }

    @Override
    boolean greater(int group, int position) {
        return Ordering.compare(loaded(), position, kept(group), 0) > 0;
    }

    private Vector loaded() {
        if (loaded == null) {
            throw new IllegalStateException("no rows loaded");
        }
        return loaded;
    }

    private Vector kept(int group) {
        var value = values[group];
        if (value == null) {
            throw new IllegalStateException("nothing kept for group " + group);
        }
        return value;
    }

    @Override
    boolean same(int group, int position) {
        return Equality.same(kept(group), 0, loaded(), position);
    }

    @Override
    void growValues(int count) {
        values = Arrays.copyOf(values, count);
    }

    @Override
    void loadValues(Vector vector, Selection rows) {
        loaded = vector.take(rows).flat();
    }

    @Override
    void putValue(int group, int position) {
        var builder = VectorBuilder.of(type(), 1);
        builder.append(loaded(), Selection.of(new int[] {position}, 1));
        var value = builder.build();
        var before = values[group];
        heldBytes += value.bytes() - (before == null ? -OBJECT_BYTES : before.bytes());
        values[group] = value;
    }

    @Override
    Vector vector(int from, int to) {
        var builder = VectorBuilder.of(type(), to - from);
        for (var group = from; group < to; group++) {
            if (isNull(group)) {
                builder.appendNull();
            } else {
                builder.append(kept(group), Selection.all(1));
            }
        }
        return builder.build();
    }

    @Override
    long valueBytes() {
        return 8L * values.length + heldBytes;
    }
}
