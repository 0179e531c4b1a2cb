package io.weir.relational;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.vector.BytesVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;

/** Keys that are strings or binary, one after the other in an arena that is never overwritten. */
final class BytesKeys extends KeyColumn {
    private byte[] arena = new byte[256];
    private int used;
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private boolean @Nullable [] nulls;
    private int size;

    private @Nullable BytesVector loaded;

    BytesKeys(DataType type) {
        super(type);
    }

    @Override
    void load(Vector vector, Selection rows) {
        loaded = (BytesVector) vector.take(rows).flat();
    }

    @Override
    void append(int[] positions, int count) {
        var rows = loaded();
        if (size + count > starts.length) {
            var capacity = Math.max(size + count, starts.length * 2);
            starts = Arrays.copyOf(starts, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
            if (nulls != null) {
                nulls = Arrays.copyOf(nulls, capacity);
            }
        }
        for (var i = 0; i < count; i++) {
            var position = positions[i];
            if (rows.isNull(position)) {
                if (nulls == null) {
                    nulls = new boolean[starts.length];
                }
                nulls[size] = true;
            } else {
                put(rows.data(), rows.starts()[position], rows.lengths()[position]);
            }
            size++;
        }
    }

    private void put(byte[] data, int start, int length) {
        if (length > arena.length - used) {
            var wanted = Math.max((long) used + length, Math.min(2L * arena.length, Integer.MAX_VALUE - 16));
            if (wanted > Integer.MAX_VALUE - 16) {
                throw new EngineException(
                        ErrorCode.OUT_OF_MEMORY,
                        "more than 2 GiB of strings in one task's groups; raise the parallelism of the aggregation");
            }
            arena = Arrays.copyOf(arena, (int) wanted);
        }
        System.arraycopy(data, start, arena, used, length);
        starts[size] = used;
        lengths[size] = length;
        used += length;
    }

    private BytesVector loaded() {
        if (loaded == null) {
            throw new IllegalStateException("no rows loaded");
        }
        return loaded;
    }

    @Override
    boolean same(int group, int position) {
        return same(loaded(), group, position);
    }

    private boolean same(BytesVector rows, int group, int position) {
        var groupNull = nulls != null && nulls[group];
        if (groupNull || rows.isNull(position)) {
            return groupNull == rows.isNull(position);
        }
        var length = lengths[group];
        var start = rows.starts()[position];
        return length == rows.lengths()[position]
                && Arrays.equals(arena, starts[group], starts[group] + length, rows.data(), start, start + length);
    }

    @Override
    boolean findWrong(int[] groups, int count, boolean[] wrong) {
        var rows = loaded();
        var any = false;
        for (var i = 0; i < count; i++) {
            if (!same(rows, groups[i], i)) {
                wrong[i] = true;
                any = true;
            }
        }
        return any;
    }

    @Override
    Vector vector(int from, int to) {
        return new BytesVector(
                type(),
                arena,
                Arrays.copyOfRange(starts, from, to),
                Arrays.copyOfRange(lengths, from, to),
                nulls == null ? null : Arrays.copyOfRange(nulls, from, to),
                to - from);
    }

    @Override
    long bytes() {
        return arena.length + 8L * starts.length + (nulls == null ? 0 : nulls.length);
    }

    @Override
    long bytesToGrow(int rows) {
        return size + rows <= starts.length ? bytes() : bytes() + 9L * Math.max(size + rows, 2 * starts.length);
    }
}
