package io.weir.formats.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers out of byte arrays and into them, in the order of bytes of the format. */
final class LittleEndian {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static long i64(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void i64(byte[] bytes, int at, long value) {
        LONGS.set(bytes, at, value);
    }

    static int i32(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }
}
