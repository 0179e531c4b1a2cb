package io.weir.aggregate;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.vector.BytesVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;

/** Kept strings and binary, in an arena that is packed anew when more than half of it is garbage. */
final class KeptBytes extends KeptValues {
    private static final int FIRST_BYTES = 256;

    private byte[] arena = new byte[FIRST_BYTES];
    private int used;
    private long live;
    private int[] starts = new int[0];
    private int[] lengths = new int[0];
    private @Nullable BytesVector loaded;

    KeptBytes(DataType type) {
        super(type);
    }

    private int compare(int group, int position) {
        var rows = loaded();
        var start = rows.starts()[position];
        return Arrays.compareUnsigned(
                rows.data(),
                start,
                start + rows.lengths()[position],
                arena,
                starts[group],
                starts[group] + lengths[group]);
    }

    @Override
    boolean less(int group, int position) {
        return compare(group, position) < 0;
    }

    @Override
    boolean greater(int group, int position) {
        return compare(group, position) > 0;
    }

    @Override
    boolean same(int group, int position) {
        return compare(group, position) == 0;
    }

    @Override
    void growValues(int count) {
        starts = Arrays.copyOf(starts, count);
        lengths = Arrays.copyOf(lengths, count);
    }

    @Override
    void loadValues(Vector vector, Selection rows) {
        loaded = (BytesVector) vector.take(rows).flat();
    }

    private BytesVector loaded() {
        if (loaded == null) {
            throw new IllegalStateException("no rows loaded");
        }
        return loaded;
    }

    @Override
    void putValue(int group, int position) {
        var rows = loaded();
        var length = rows.lengths()[position];
        live += length - lengths[group];
        if (length > lengths[group]) {
            // A null that follows a value keeps the value's range, which counts as live until it is replaced.
            lengths[group] = 0;
            makeRoom(length);
            starts[group] = used;
            used += length;
        }
        System.arraycopy(rows.data(), rows.starts()[position], arena, starts[group], length);
        lengths[group] = length;
    }

    private void makeRoom(int length) {
        if (length <= arena.length - used) {
            return;
        }
        var wanted = Math.max(2 * live, FIRST_BYTES) + length;
        if (wanted > Integer.MAX_VALUE - 16) {
            wanted = live + length;
        }
        if (wanted > Integer.MAX_VALUE - 16) {
            throw new EngineException(
                    ErrorCode.OUT_OF_MEMORY,
                    "more than 2 GiB of strings in one task's aggregate; raise the parallelism of the aggregation");
        }
        var packed = new byte[(int) wanted];
        used = 0;
        for (var group = 0; group < starts.length; group++) {
            System.arraycopy(arena, starts[group], packed, used, lengths[group]);
            starts[group] = used;
            used += lengths[group];
        }
        arena = packed;
    }

    @Override
    Vector vector(int from, int to) {
        var size = to - from;
        var bytes = 0;
        for (var group = from; group < to; group++) {
            bytes += lengths[group];
        }
        var data = new byte[bytes];
        var copiedStarts = new int[size];
        var position = 0;
        for (var group = from; group < to; group++) {
            System.arraycopy(arena, starts[group], data, position, lengths[group]);
            copiedStarts[group - from] = position;
            position += lengths[group];
        }
        return new BytesVector(
                type(),
                data,
                copiedStarts,
                Arrays.copyOfRange(lengths, from, to),
                Arrays.copyOfRange(nulls(), from, to),
                size);
    }

    @Override
    long valueBytes() {
        return arena.length + 8L * starts.length;
    }
}
