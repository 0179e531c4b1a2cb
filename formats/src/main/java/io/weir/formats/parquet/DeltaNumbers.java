package io.weir.formats.parquet;

import io.weir.Nullable;
import io.weir.type.DataType.Scalar;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;

/** Integers as differences. */
final class DeltaNumbers extends ValueDecoder {
    private final Physical physical;
    /** Null without values. */
    private final @Nullable DeltaRuns runs;

    DeltaNumbers(Physical physical, Slice values) {
        this.physical = physical;
        this.runs = values.length() == 0 ? null : new DeltaRuns(values.bytes(), values.offset(), values.end());
    }

    @Override
    void skip(int count) {
        var skipped = new long[Math.min(count, 1024)];
        for (var left = count; left > 0; left -= skipped.length) {
            read(skipped, Math.min(left, skipped.length));
        }
    }

    private void read(long[] target, int count) {
        if (runs != null) {
            runs.read(target, 0, count);
        } else if (count > 0) {
            throw tooShort();
        }
    }

    @Override
    Vector read(int count) {
        var read = new long[count];
        read(read, count);
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
