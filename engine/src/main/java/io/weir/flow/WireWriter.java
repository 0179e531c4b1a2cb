package io.weir.flow;

import io.weir.vector.Selection;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow as they are written, numbers little endian. */
public final class WireWriter {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private byte[] bytes;
    private int size;

    public WireWriter(int capacity) {
        bytes = new byte[Math.max(capacity, 16)];
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    /** What was written, from 0 to {@link #size()}; to read before anything more is written. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    /** Starts again, in the same memory. */
    public void clear() {
        size = 0;
    }

    public void putByte(int value) {
        var at = advance(1);
        bytes[at] = (byte) value;
    }

    public void putInt(int value) {
        var at = advance(Integer.BYTES);
        INT.set(bytes, at, value);
    }

    /** Takes back what was written from there on. */
    public void truncate(int position) {
        size = position;
    }

    /** Replaces a byte written before. */
    public void setByte(int position, int value) {
        bytes[position] = (byte) value;
    }

    /** Replaces an int written before. */
    public void setInt(int position, int value) {
        INT.set(bytes, position, value);
    }

    public void putLong(long value) {
        var at = advance(Long.BYTES);
        LONG.set(bytes, at, value);
    }

    public void putBytes(byte[] values, int from, int count) {
        var at = advance(count);
        System.arraycopy(values, from, bytes, at, count);
    }

    void putBytes(byte[] values, Selection rows) {
        var selected = rows.rows();
        var count = rows.count();
        if (selected == null) {
            putBytes(values, 0, count);
            return;
        }
        var at = advance(count);
        for (var i = 0; i < count; i++) {
            bytes[at + i] = values[selected[i]];
        }
    }

    void putShorts(short[] values, Selection rows) {
        var selected = rows.rows();
        var count = rows.count();
        var at = advance(count, Short.BYTES);
        if (selected == null) {
            buffer(at).asShortBuffer().put(values, 0, count);
            return;
        }
        for (var i = 0; i < count; i++) {
            SHORT.set(bytes, at + i * Short.BYTES, values[selected[i]]);
        }
    }

    void putInts(int[] values, Selection rows) {
        var selected = rows.rows();
        var count = rows.count();
        var at = advance(count, Integer.BYTES);
        if (selected == null) {
            buffer(at).asIntBuffer().put(values, 0, count);
            return;
        }
        for (var i = 0; i < count; i++) {
            INT.set(bytes, at + i * Integer.BYTES, values[selected[i]]);
        }
    }

    void putLongs(long[] values, Selection rows) {
        var selected = rows.rows();
        var count = rows.count();
        var at = advance(count, Long.BYTES);
        if (selected == null) {
            buffer(at).asLongBuffer().put(values, 0, count);
            return;
        }
        for (var i = 0; i < count; i++) {
            LONG.set(bytes, at + i * Long.BYTES, values[selected[i]]);
        }
    }

    void putFloats(float[] values, Selection rows) {
        var selected = rows.rows();
        var count = rows.count();
        var at = advance(count, Float.BYTES);
        if (selected == null) {
            buffer(at).asFloatBuffer().put(values, 0, count);
            return;
        }
        for (var i = 0; i < count; i++) {
            INT.set(bytes, at + i * Float.BYTES, Float.floatToRawIntBits(values[selected[i]]));
        }
    }

    void putDoubles(double[] values, Selection rows) {
        var selected = rows.rows();
        var count = rows.count();
        var at = advance(count, Double.BYTES);
        if (selected == null) {
            buffer(at).asDoubleBuffer().put(values, 0, count);
            return;
        }
        for (var i = 0; i < count; i++) {
            LONG.set(bytes, at + i * Double.BYTES, Double.doubleToRawLongBits(values[selected[i]]));
        }
    }

    /** Eight a byte, the first in the lowest bit. */
    void putBits(boolean[] values, Selection rows) {
        var count = rows.count();
        var at = advance((count + 7) / 8);
        Arrays.fill(bytes, at, size, (byte) 0);
        for (var i = 0; i < count; i++) {
            if (values[rows.row(i)]) {
                bytes[at + (i >> 3)] |= (byte) (1 << (i & 7));
            }
        }
    }

    private ByteBuffer buffer(int at) {
        return ByteBuffer.wrap(bytes, at, size - at).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private int advance(int count, int width) {
        return advance(Math.multiplyExact(count, width));
    }

    /** Makes room and answers where it begins. */
    private int advance(int count) {
        var at = size;
        var wanted = Math.addExact(at, count);
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(wanted, 2L * bytes.length), Integer.MAX_VALUE - 16));
        }
        size = wanted;
        return at;
    }
}
