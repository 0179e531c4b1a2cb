package io.weir.exchange;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.flow.Batch;
import io.weir.graph.Partitioning;
import io.weir.vector.BooleanVector;
import io.weir.vector.ByteVector;
import io.weir.vector.BytesVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.ShortVector;
import io.weir.vector.Vector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Rows as bytes that compare, unsigned, as the rows do in an order. */
final class RangeKeys {
    private final List<Partitioning.SortColumn> order;
    private final Vector[] columns;
    private ByteBuffer buffer = ByteBuffer.allocate(64);

    RangeKeys(List<Partitioning.SortColumn> order, Batch batch) {
        this.order = order;
        this.columns = order.stream()
                .map(sorted -> batch.column(sorted.column()).flat())
                .toArray(Vector[]::new);
    }

    byte[] key(int row) {
        buffer.clear();
        for (var i = 0; i < columns.length; i++) {
            var sorted = order.get(i);
            if (columns[i].isNull(row)) {
                put((byte) (sorted.nullsFirst() ? 0 : 2));
                continue;
            }
            put((byte) 1);
            var from = buffer.position();
            putValue(columns[i], row);
            for (var at = from; at < buffer.position() && !sorted.ascending(); at++) {
                buffer.put(at, (byte) ~buffer.get(at));
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private void putValue(Vector vector, int row) {
        if (vector instanceof BooleanVector v) {
            put((byte) (v.value(row) ? 1 : 0));
        } else if (vector instanceof ByteVector v) {
            putLong(v.value(row));
        } else if (vector instanceof ShortVector v) {
            putLong(v.value(row));
        } else if (vector instanceof IntVector v) {
            putLong(v.value(row));
        } else if (vector instanceof LongVector v) {
            putLong(v.value(row));
        } else if (vector instanceof Decimal128Vector v) {
            putLong(v.high(row));
            putUnsigned(v.low()[row]);
        } else if (vector instanceof FloatVector v) {
            putDouble(v.value(row));
        } else if (vector instanceof DoubleVector v) {
            putDouble(v.value(row));
        } else if (vector instanceof BytesVector v) {
            putBytes(v.data(), v.starts()[row], v.lengths()[row]);
        } else {
            throw new EngineException(
                    ErrorCode.NOT_SUPPORTED,
                    "cannot spread rows over tasks by ranges of "
                            + vector.type().sql());
        }
    }

    private void putLong(long value) {
        putUnsigned(value ^ Long.MIN_VALUE);
    }

    private void putUnsigned(long value) {
        room(Long.BYTES).putLong(value);
    }

    /** NaN above everything, both zeros one. */
    private void putDouble(double value) {
        var bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        putLong(bits < 0 ? ~bits ^ Long.MIN_VALUE : bits);
    }

    /** A zero byte is followed by 1 if it is one of the value's, by 0 at the end, so that a prefix comes first. */
    private void putBytes(byte[] data, int start, int length) {
        for (var i = start; i < start + length; i++) {
            put(data[i]);
            if (data[i] == 0) {
                put((byte) 1);
            }
        }
        put((byte) 0);
        put((byte) 0);
    }

    private void put(byte value) {
        room(1).put(value);
    }

    private ByteBuffer room(int more) {
        if (buffer.remaining() < more) {
            buffer = ByteBuffer.allocate(2 * buffer.capacity() + more).put(buffer.flip());
        }
        return buffer;
    }
}
