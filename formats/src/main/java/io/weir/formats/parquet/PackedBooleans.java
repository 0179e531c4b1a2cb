package io.weir.formats.parquet;

import io.weir.type.DataType.Scalar;
import io.weir.vector.BooleanVector;
import io.weir.vector.Vector;

/** Booleans a bit each, the lowest bit first. */
final class PackedBooleans extends ValueDecoder {
    private final byte[] bytes;
    private final long endBit;
    private long bit;

    PackedBooleans(Slice values) {
        bytes = values.bytes();
        bit = 8L * values.offset();
        endBit = 8L * values.end();
    }

    @Override
    void skip(int count) {
        if (count > endBit - bit) {
            throw tooShort();
        }
        bit += count;
    }

    @Override
    Vector read(int count) {
        var at = bit;
        skip(count);
        var read = new boolean[count];
        for (var i = 0; i < count; i++, at++) {
            read[i] = (bytes[(int) (at >>> 3)] >>> (int) (at & 7) & 1) != 0;
        }
        return new BooleanVector(Scalar.BOOLEAN, read, null, count);
    }
}
