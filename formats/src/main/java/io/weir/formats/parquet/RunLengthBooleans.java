package io.weir.formats.parquet;

import io.weir.type.DataType.Scalar;
import io.weir.vector.BooleanVector;
import io.weir.vector.Vector;

/** Booleans as runs, behind the length of them all. */
final class RunLengthBooleans extends ValueDecoder {
    private final RunLengthDecoder runs = new RunLengthDecoder();

    RunLengthBooleans(Slice values) {
        if (values.length() < 4) {
            runs.start(values.bytes(), values.offset(), values.offset(), 1);
            return;
        }
        var length = LittleEndian.i32(values.bytes(), values.offset());
        if (length < 0 || length > values.length() - 4) {
            throw tooShort();
        }
        runs.start(values.bytes(), values.offset() + 4, values.offset() + 4 + length, 1);
    }

    @Override
    void skip(int count) {
        runs.skip(count);
    }

    @Override
    Vector read(int count) {
        var bits = new int[count];
        runs.read(bits, 0, count);
        var read = new boolean[count];
        for (var i = 0; i < count; i++) {
            read[i] = bits[i] != 0;
        }
        return new BooleanVector(Scalar.BOOLEAN, read, null, count);
    }
}
