package io.weir.formats.parquet;

import io.weir.type.DataType.Scalar;
import io.weir.vector.BytesVector;
import io.weir.vector.Vector;
import java.util.Arrays;

/** Byte arrays with all lengths first, as differences, and all bytes behind. */
final class DeltaLengthBytes extends ValueDecoder {
    private final byte[] bytes;
    private final int end;
    private final DeltaLengths lengths;
    private int position;
    private int next;

    DeltaLengthBytes(Slice values, int count) {
        bytes = values.bytes();
        end = values.end();
        lengths = new DeltaLengths(bytes, values.offset(), end, count);
        position = lengths.end;
    }

    @Override
    void skip(int count) {
        for (var i = 0; i < count; i++) {
            advance();
        }
    }

    private int advance() {
        if (next >= lengths.count) {
            throw tooShort();
        }
        var length = lengths.lengths[next++];
        if (length > end - position) {
            throw tooShort();
        }
        var from = position;
        position += length;
        return from;
    }

    @Override
    Vector read(int count) {
        if (count > lengths.count - next) {
            throw tooShort();
        }
        var first = next;
        var starts = new int[count];
        for (var i = 0; i < count; i++) {
            starts[i] = advance();
        }
        var read = Arrays.copyOfRange(lengths.lengths, first, next);
        return new BytesVector(Scalar.VARBINARY, bytes, starts, read, null, count);
    }
}
