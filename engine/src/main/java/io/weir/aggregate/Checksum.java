package io.weir.aggregate;

import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Hashing;
import io.weir.vector.Numbers;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** CHECKSUM: the sum of the hashes of all values, nulls among them, as eight bytes; the order of the rows makes no difference. */
final class Checksum implements Accumulator {
    private long[] sums = new long[0];
    private boolean[] empty = new boolean[0];

    @Override
    public void grow(int count) {
        var size = sums.length;
        if (count > size) {
            sums = Arrays.copyOf(sums, count);
            empty = Arrays.copyOf(empty, count);
            Arrays.fill(empty, size, count, true);
        }
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        var rows = arguments.selection();
        var hashes = new long[rows.count()];
        Hashing.combine(arguments.column(0), rows, hashes);
        var changes = arguments.changes();
        for (var i = 0; i < hashes.length; i++) {
            sums[groups[i]] += changes == null ? hashes[i] : hashes[i] * changes.value(rows.row(i));
            empty[groups[i]] = false;
        }
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        var rows = partials.selection();
        var more = new long[rows.count()];
        Numbers.longs(partials.column(0), rows, more);
        for (var i = 0; i < more.length; i++) {
            if (!partials.column(0).isNull(rows.row(i))) {
                sums[groups[i]] += more[i];
                empty[groups[i]] = false;
            }
        }
    }

    @Override
    public Batch partials(int from, int to) {
        return Batch.of(Numbers.ofLongs(Scalar.BIGINT, sums, empty, from, to));
    }

    @Override
    public Vector results(int from, int to) {
        var builder = VectorBuilder.of(Scalar.VARBINARY, to - from);
        for (var i = from; i < to; i++) {
            if (empty[i]) {
                builder.appendNull();
            } else {
                builder.append(ByteBuffer.allocate(Long.BYTES).putLong(sums[i]).array(), 0, Long.BYTES);
            }
        }
        return builder.build();
    }

    @Override
    public long bytes() {
        return 9L * sums.length;
    }
}
