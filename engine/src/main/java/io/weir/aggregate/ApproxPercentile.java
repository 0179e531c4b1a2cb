package io.weir.aggregate;

import io.weir.Nullable;
import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.vector.BytesVector;
import io.weir.vector.Numbers;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.util.Arrays;

/** APPROX_PERCENTILE(x, share): about the value below which that share of the values lies. */
final class ApproxPercentile implements Accumulator {
    private final DataType type;
    private final Shares shares = new Shares("approx_percentile");
    private @Nullable TDigest[] digests = new TDigest[0];
    private long digestBytes;

    ApproxPercentile(DataType type) {
        this.type = type;
    }

    @Override
    public void grow(int count) {
        if (count > digests.length) {
            digests = Arrays.copyOf(digests, count);
        }
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        Deletes.refuse(arguments, "approx_percentile");
        shares.read(arguments.column(1), arguments.selection());
        var vector = arguments.column(0);
        var rows = arguments.selection();
        var values = new double[rows.count()];
        if (Aggregates.floating(vector.type())) {
            Numbers.doubles(vector, rows, values);
        } else {
            var longs = new long[values.length];
            Numbers.longs(vector, rows, longs);
            Arrays.setAll(values, i -> longs[i]);
        }
        for (var i = 0; i < values.length; i++) {
            if (!vector.isNull(rows.row(i))) {
                var digest = digest(groups[i]);
                digestBytes -= digest.bytes();
                digest.add(values[i]);
                digestBytes += digest.bytes();
            }
        }
    }

    private TDigest digest(int group) {
        var digest = digests[group];
        if (digest == null) {
            digest = new TDigest();
            digests[group] = digest;
            digestBytes += digest.bytes();
        }
        return digest;
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        shares.read(partials.column(1), partials.selection());
        var flat = (BytesVector) partials.column(0).flat();
        var rows = partials.selection();
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            if (!flat.isNull(row)) {
                var digest = digest(groups[i]);
                digestBytes -= digest.bytes();
                digest.merge(TDigest.of(flat.data(), flat.starts()[row], flat.lengths()[row]));
                digestBytes += digest.bytes();
            }
        }
    }

    @Override
    public Batch partials(int from, int to) {
        var builder = VectorBuilder.of(Scalar.VARBINARY, to - from);
        for (var i = from; i < to; i++) {
            var digest = digests[i];
            if (digest == null) {
                builder.appendNull();
            } else {
                var bytes = digest.toBytes();
                builder.append(bytes, 0, bytes.length);
            }
        }
        return Batch.of(builder.build(), shares.vector(to - from));
    }

    @Override
    public Vector results(int from, int to) {
        var builder = VectorBuilder.of(type, to - from);
        for (var i = from; i < to; i++) {
            var digest = digests[i];
            if (digest == null || !shares.known()) {
                builder.appendNull();
            } else if (Aggregates.floating(type)) {
                builder.append(digest.quantile(shares.share()));
            } else {
                builder.append(Math.round(digest.quantile(shares.share())));
            }
        }
        return builder.build();
    }

    @Override
    public long bytes() {
        return 8L * digests.length + digestBytes;
    }
}
