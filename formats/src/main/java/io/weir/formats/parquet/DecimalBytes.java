package io.weir.formats.parquet;

import io.weir.type.DataType.Decimal;
import io.weir.vector.BytesVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Decimals from two's complement, the highest byte first. */
final class DecimalBytes {
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private DecimalBytes() {}

    static Vector read(Decimal type, BytesVector vector) {
        return type.precision() <= Decimal.MAX_LONG_PRECISION ? longs(type, vector) : wide(type, vector);
    }

    private static Vector longs(Decimal type, BytesVector vector) {
        var size = vector.size();
        var data = vector.data();
        var made = new long[size];
        for (var i = 0; i < size; i++) {
            var start = vector.starts()[i];
            var length = vector.lengths()[i];
            if (length <= 8) {
                made[i] = number(data, start, length);
            } else {
                made[i] = number(data, start + length - 8, 8);
                if (high(data, start, length) != made[i] >> 63) {
                    throw new Damage("value too large for " + type.sql());
                }
            }
        }
        return new LongVector(type, made, null, size);
    }

    private static Vector wide(Decimal type, BytesVector vector) {
        var size = vector.size();
        var data = vector.data();
        var high = new long[size];
        var low = new long[size];
        for (var i = 0; i < size; i++) {
            var start = vector.starts()[i];
            var length = vector.lengths()[i];
            if (length <= 8) {
                low[i] = number(data, start, length);
                high[i] = low[i] >> 63;
            } else {
                low[i] = number(data, start + length - 8, 8);
                high[i] = high(data, start, length);
            }
        }
        return new Decimal128Vector(type, high, low, null, size);
    }

    /** The 64 bits above the lowest 64 of a number of more than 8 bytes; what is above these may only be sign. */
    private static long high(byte[] data, int start, int length) {
        if (length <= 16) {
            return number(data, start, length - 8);
        }
        var high = number(data, start + length - 16, 8);
        for (var i = start; i < start + length - 16; i++) {
            if (data[i] != high >> 63) {
                throw new Damage("decimal of more than 38 digits");
            }
        }
        return high;
    }

    private static long number(byte[] data, int start, int length) {
        if (start >= 8 && length > 0) {
            var shift = 64 - 8 * length;
            return (long) BIG_ENDIAN.get(data, start + length - 8) << shift >> shift;
        }
        var value = length == 0 ? 0L : data[start];
        for (var i = start + 1; i < start + length; i++) {
            value = value << 8 | data[i] & 0xff;
        }
        return value;
    }
}
