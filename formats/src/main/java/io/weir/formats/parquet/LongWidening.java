package io.weir.formats.parquet;

import io.weir.type.DataType;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;

/** Wider forms of numbers that have no nulls among them. */
final class LongWidening {
    private LongWidening() {}

    static LongVector ofInts(DataType type, IntVector vector) {
        var values = vector.values();
        var made = new long[vector.size()];
        for (var i = 0; i < made.length; i++) {
            made[i] = values[i];
        }
        return new LongVector(type, made, null, made.length);
    }

    static Decimal128Vector wide(DataType type, long[] values, int size) {
        var high = new long[size];
        for (var i = 0; i < size; i++) {
            high[i] = values[i] >> 63;
        }
        return new Decimal128Vector(type, high, values, null, size);
    }

    static LongVector times(DataType type, long[] values, long factor, int size) {
        var made = new long[size];
        for (var i = 0; i < size; i++) {
            made[i] = Math.multiplyExact(values[i], factor);
        }
        return new LongVector(type, made, null, size);
    }
}
