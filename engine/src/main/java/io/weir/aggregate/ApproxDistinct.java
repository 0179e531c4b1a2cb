package io.weir.aggregate;

import io.weir.Nullable;
import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType.Scalar;
import io.weir.vector.BytesVector;
import io.weir.vector.Hashing;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.util.Arrays;

/** APPROX_DISTINCT: about how many different values there are, nulls not counted. */
final class ApproxDistinct implements Accumulator {
    private @Nullable HyperLogLog[] sketches = new HyperLogLog[0];
    private long sketchBytes;

    @Override
    public void grow(int count) {
        if (count > sketches.length) {
            sketches = Arrays.copyOf(sketches, count);
        }
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        Deletes.refuse(arguments, "approx_distinct");
        var vector = arguments.column(0);
        var rows = arguments.selection();
        var hashes = new long[rows.count()];
        Hashing.combine(vector, rows, hashes);
        for (var i = 0; i < hashes.length; i++) {
            if (!vector.isNull(rows.row(i))) {
                var sketch = sketch(groups[i]);
                sketchBytes -= sketch.bytes();
                sketch.add(hashes[i]);
                sketchBytes += sketch.bytes();
            }
        }
    }

    private HyperLogLog sketch(int group) {
        var sketch = sketches[group];
        if (sketch == null) {
            sketch = new HyperLogLog();
            sketches[group] = sketch;
            sketchBytes += sketch.bytes();
        }
        return sketch;
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        var flat = (BytesVector) partials.column(0).flat();
        var rows = partials.selection();
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            if (!flat.isNull(row)) {
                var sketch = sketch(groups[i]);
                sketchBytes -= sketch.bytes();
                sketch.merge(HyperLogLog.of(flat.data(), flat.starts()[row], flat.lengths()[row]));
                sketchBytes += sketch.bytes();
            }
        }
    }

    @Override
    public Batch partials(int from, int to) {
        var builder = VectorBuilder.of(Scalar.VARBINARY, to - from);
        for (var i = from; i < to; i++) {
            var sketch = sketches[i];
            if (sketch == null) {
                builder.appendNull();
            } else {
                var bytes = sketch.toBytes();
                builder.append(bytes, 0, bytes.length);
            }
        }
        return Batch.of(builder.build());
    }

    @Override
    public Vector results(int from, int to) {
        var estimates = new long[to - from];
        for (var i = from; i < to; i++) {
            var sketch = sketches[i];
            estimates[i - from] = sketch == null ? 0 : sketch.estimate();
        }
        return new LongVector(Scalar.BIGINT, estimates, null, to - from);
    }

    @Override
    public long bytes() {
        return 8L * sketches.length + sketchBytes;
    }
}
