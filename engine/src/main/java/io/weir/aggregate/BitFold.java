package io.weir.aggregate;

import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Numbers;
import io.weir.vector.Vector;
import java.util.Arrays;

/** BIT_AND_AGG, BIT_OR_AGG and BIT_XOR_AGG of integers, as a BIGINT. */
final class BitFold implements Accumulator {
    /** How the bits of two numbers become one. */
    enum Fold {
        AND,
        OR,
        XOR
    }

    private final Fold fold;
    private final GroupedLongs input = new GroupedLongs();
    private long[] bits = new long[0];
    private boolean[] empty = new boolean[0];

    BitFold(Fold fold) {
        this.fold = fold;
    }

    @Override
    public void grow(int count) {
        var size = bits.length;
        if (count > size) {
            bits = Arrays.copyOf(bits, count);
            empty = Arrays.copyOf(empty, count);
            Arrays.fill(bits, size, count, fold == Fold.AND ? -1 : 0);
            Arrays.fill(empty, size, count, true);
        }
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        Deletes.refuse(arguments, "bit_and_agg, bit_or_agg, bit_xor_agg");
        merge(groups, arguments);
    }

    @Override
    public void merge(int[] rowGroups, Batch partials) {
        input.load(rowGroups, partials, 0);
        var groups = input.groups();
        var values = input.values();
        for (var i = 0; i < input.count(); i++) {
            var group = groups[i];
            empty[group] = false;
            switch (fold) {
                case AND -> bits[group] &= values[i];
                case OR -> bits[group] |= values[i];
                case XOR -> bits[group] ^= values[i];
            }
        }
    }

    @Override
    public Batch partials(int from, int to) {
        return Batch.of(results(from, to));
    }

    @Override
    public Vector results(int from, int to) {
        return Numbers.ofLongs(Scalar.BIGINT, bits, empty, from, to);
    }

    @Override
    public long bytes() {
        return 9L * bits.length;
    }
}
