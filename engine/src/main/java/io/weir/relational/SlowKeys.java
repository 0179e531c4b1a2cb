package io.weir.relational;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.vector.Equality;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.List;

/** Keys of types for which nothing faster was written, nested ones among them: a vector for each batch that brought new groups. */
final class SlowKeys extends KeyColumn {
    private final List<Vector> parts = new ArrayList<>();
    private int[] part = new int[16];
    private int[] row = new int[16];
    private int size;
    private long partBytes;

    private @Nullable Vector loaded;

    SlowKeys(DataType type) {
        super(type);
    }

    @Override
    void load(Vector vector, Selection rows) {
        loaded = vector.take(rows).flat();
    }

    @Override
    void append(int[] positions, int count) {
        if (count == 0) {
            return;
        }
        if (size + count > part.length) {
            var capacity = Math.max(size + count, part.length * 2);
            part = java.util.Arrays.copyOf(part, capacity);
            row = java.util.Arrays.copyOf(row, capacity);
        }
        var builder = VectorBuilder.of(type(), count);
        builder.append(loaded(), Selection.of(positions.clone(), count));
        var vector = builder.build();
        for (var i = 0; i < count; i++) {
            part[size] = parts.size();
            row[size++] = i;
        }
        partBytes += vector.bytes() + 64;
        parts.add(vector);
    }

    private Vector loaded() {
        if (loaded == null) {
            throw new IllegalStateException("no rows loaded");
        }
        return loaded;
    }

    @Override
    boolean same(int group, int position) {
        return Equality.same(parts.get(part[group]), row[group], loaded(), position);
    }

    @Override
    boolean findWrong(int[] groups, int count, boolean[] wrong) {
        var any = false;
        for (var i = 0; i < count; i++) {
            if (!same(groups[i], i)) {
                wrong[i] = true;
                any = true;
            }
        }
        return any;
    }

    @Override
    Vector vector(int from, int to) {
        var builder = VectorBuilder.of(type(), to - from);
        for (var i = from; i < to; ) {
            var first = i;
            while (i < to && part[i] == part[first]) {
                i++;
            }
            builder.append(parts.get(part[first]), Selection.range(row[first], i - first));
        }
        return builder.build();
    }

    @Override
    long bytes() {
        return partBytes + 8L * part.length;
    }

    @Override
    long bytesToGrow(int rows) {
        return size + rows <= part.length ? bytes() : bytes() + 8L * Math.max(size + rows, 2 * part.length);
    }
}
