package io.weir.formats.parquet;

import io.weir.type.DataType.Scalar;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;

/** Integers as differences. */
final class DeltaNumbers extends ValueDecoder {
    private final Physical physical;
    private final DeltaRuns runs;

    DeltaNumbers(Physical physical, Slice values) {
        this.physical = physical;
        this.runs = values.length() == 0 ? null : new DeltaRuns(values.bytes(), values.offset(), values.end());
    }

    @Override
    void skip(int count) {
        var skipped = new long[Math.min(count, 1024)];
        for (var left = count; left > 0; left -= skipped.length) {
            runs.read(skipped, 0, Math.min(left, skipped.length));
        }
    }

    @Override
    Vector read(int count) {
        var read = new long[count];
        if (count > 0) {
            if (runs == null) {
                throw tooShort();
            }
            runs.read(read, 0, count);
        }
        if (physical == Physical.INT64) {
            return new LongVector(Scalar.BIGINT, read, null, count);
        }
        var narrowed = new int[count];
        for (var i = 0; i < count; i++) {
            narrowed[i] = (int) read[i];
        }
        return new IntVector(Scalar.INT, narrowed, null, count);
    }
}
