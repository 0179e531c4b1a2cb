package io.weir.vector;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import java.util.Arrays;

/** Builds strings and binary: the values lie one after the other in one array, which cannot pass 2 GiB. */
final class BytesBuilder extends VectorBuilder {
    private byte[] data;
    private int used;
    private int[] starts;
    private int[] lengths;

    BytesBuilder(DataType type, int capacity) {
        super(type, capacity);
        data = new byte[Math.min(8 * capacity(), 1 << 20)];
        starts = new int[capacity()];
        lengths = new int[capacity()];
    }

    @Override
    public void append(byte[] source, int start, int length) {
        put(next(), source, start, length);
    }

    private void put(int row, byte[] source, int start, int length) {
        if (length > data.length - used) {
            var wanted = (long) used + length;
            if (wanted > Integer.MAX_VALUE - 16) {
                throw new EngineException(ErrorCode.OUT_OF_MEMORY, "more than 2 GiB of strings in one vector");
            }
            data = Arrays.copyOf(data, (int) Math.min(Math.max(wanted, 2L * data.length), Integer.MAX_VALUE - 16));
        }
        System.arraycopy(source, start, data, used, length);
        starts[row] = used;
        lengths[row] = length;
        used += length;
    }

    @Override
    void copy(Vector source, Selection rows, int from) {
        var copied = (BytesVector) source;
        var nulls = copied.nulls();
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            if (nulls != null && nulls[row]) {
                blank(from + i);
            } else {
                put(from + i, copied.data(), copied.starts()[row], copied.lengths()[row]);
            }
        }
    }

    @Override
    void blank(int row) {
        starts[row] = 0;
        lengths[row] = 0;
    }

    @Override
    void grow(int newCapacity) {
        starts = Arrays.copyOf(starts, newCapacity);
        lengths = Arrays.copyOf(lengths, newCapacity);
    }

    @Override
    public long bytes() {
        return data.length + 9L * capacity();
    }

    @Override
    public Vector build() {
        return new BytesVector(type(), data, starts, lengths, nulls(), size());
    }
}
