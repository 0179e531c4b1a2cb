package io.weir.formats.parquet;

import io.weir.type.DataType.Scalar;
import io.weir.vector.BytesVector;
import io.weir.vector.Vector;

/** Byte arrays behind their lengths. The vectors are views of the page. */
final class PlainBytes extends ValueDecoder {
    private final byte[] bytes;
    private final int end;
    private int position;

    PlainBytes(Slice values) {
        bytes = values.bytes();
        position = values.offset();
        end = values.end();
    }

    /** Moves past one value and answers its length. */
    private int next() {
        if (end - position < 4) {
            throw tooShort();
        }
        var length = LittleEndian.i32(bytes, position);
        position += 4;
        if (length < 0 || length > end - position) {
            throw new Damage("value of " + length + " bytes where " + (end - position) + " are left");
        }
        position += length;
        return length;
    }

    @Override
    void skip(int count) {
        for (var i = 0; i < count; i++) {
            next();
        }
    }

    @Override
    Vector read(int count) {
        if (count > (end - position) / 4) {
            throw tooShort();
        }
        var starts = new int[count];
        var lengths = new int[count];
        for (var i = 0; i < count; i++) {
            var length = next();
            starts[i] = position - length;
            lengths[i] = length;
        }
        return new BytesVector(Scalar.VARBINARY, bytes, starts, lengths, null, count);
    }

    @Override
    Vector pick(int count, int[] positions, int picked) {
        var starts = new int[picked];
        var lengths = new int[picked];
        var at = 0;
        for (var i = 0; i < picked; i++) {
            skip(positions[i] - at);
            lengths[i] = next();
            starts[i] = position - lengths[i];
            at = positions[i] + 1;
        }
        skip(count - at);
        return new BytesVector(Scalar.VARBINARY, bytes, starts, lengths, null, picked);
    }
}
