package io.weir.flow;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads what a {@link WireWriter} wrote. Believes no length before it has compared it with the bytes that are there. */
public final class WireReader {
    private final byte[] bytes;
    private final ByteBuffer buffer;

    public WireReader(byte[] bytes, int from, int count) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes, from, count).order(ByteOrder.LITTLE_ENDIAN);
    }

    public int remaining() {
        return buffer.remaining();
    }

    static EngineException damaged(String what) {
        return new EngineException(ErrorCode.BAD_DATA, "cannot decode a batch, its bytes are damaged: " + what);
    }

    public int getByte() {
        require(1, 1);
        return buffer.get();
    }

    public int getInt() {
        require(1, Integer.BYTES);
        return buffer.getInt();
    }

    public long getLong() {
        require(1, Long.BYTES);
        return buffer.getLong();
    }

    /** A count of things that take at least {@code width} bytes each. */
    int getCount(int width) {
        var count = getInt();
        require(count, width);
        return count;
    }

    byte[] getBytes(int count) {
        require(count, 1);
        var from = buffer.position();
        buffer.position(from + count);
        return Arrays.copyOfRange(bytes, from, from + count);
    }

    short[] getShorts(int count) {
        require(count, Short.BYTES);
        var values = new short[count];
        buffer.asShortBuffer().get(values);
        return skip(values, count * Short.BYTES);
    }

    int[] getInts(int count) {
        require(count, Integer.BYTES);
        var values = new int[count];
        buffer.asIntBuffer().get(values);
        return skip(values, count * Integer.BYTES);
    }

    long[] getLongs(int count) {
        require(count, Long.BYTES);
        var values = new long[count];
        buffer.asLongBuffer().get(values);
        return skip(values, count * Long.BYTES);
    }

    float[] getFloats(int count) {
        require(count, Float.BYTES);
        var values = new float[count];
        buffer.asFloatBuffer().get(values);
        return skip(values, count * Float.BYTES);
    }

    double[] getDoubles(int count) {
        require(count, Double.BYTES);
        var values = new double[count];
        buffer.asDoubleBuffer().get(values);
        return skip(values, count * Double.BYTES);
    }

    boolean[] getBits(int count) {
        var length = (int) ((count + 7L) / 8);
        require(length, 1);
        var from = buffer.position();
        var values = new boolean[count];
        for (var i = 0; i < count; i++) {
            values[i] = (bytes[from + (i >> 3)] >> (i & 7) & 1) != 0;
        }
        return skip(values, length);
    }

    private <T> T skip(T values, int count) {
        buffer.position(buffer.position() + count);
        return values;
    }

    private void require(int count, int width) {
        if (count < 0 || (long) count * width > buffer.remaining()) {
            throw damaged(count + " values of " + width + " bytes announced, " + buffer.remaining() + " bytes left");
        }
    }
}
