package io.weir.aggregate;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.vector.DoubleVector;
import io.weir.vector.Numbers;
import io.weir.vector.Ordering;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** PERCENTILE_CONT, PERCENTILE_DISC and MEDIAN: exact, nulls not counted, NaN the greatest number. */
final class Percentile extends Collecting {
    /** What lies between two values. */
    enum Between {
        /** The line from the one to the other; of doubles. */
        INTERPOLATED,
        /** The same from the greatest value down. */
        INTERPOLATED_DESCENDING,
        /** The first of the two that has at least that share of the values up to it; of any type that has an order. */
        DISCRETE,
        /** The same from the greatest value down. */
        DISCRETE_DESCENDING
    }

    private final DataType type;
    private final Between between;
    private final Shares shares = new Shares("percentile");

    Percentile(DataType type, Between between) {
        super(List.of(type));
        this.type = type;
        this.between = between;
    }

    @Override
    boolean dropsNulls(int argument) {
        return true;
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        if (arguments.width() > 1) {
            shares.read(arguments.column(1), arguments.selection());
        } else {
            shares.read(median(1), Selection.all(1));
        }
        super.update(groups, arguments);
    }

    private static Vector median(int size) {
        var halves = new double[size];
        Arrays.fill(halves, 0.5);
        return new DoubleVector(Scalar.DOUBLE, halves, null, size);
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        shares.read(partials.column(1), partials.selection());
        super.merge(groups, partials);
    }

    @Override
    public Batch partials(int from, int to) {
        var columns = new ArrayList<>(super.partials(from, to).columns());
        columns.add(shares.vector(to - from));
        return Batch.of(to - from, columns);
    }

    @Override
    Vector results(CollectedRows.ByGroup collected, int from, int to) {
        var builder = VectorBuilder.of(type, to - from);
        var values = collected.columns().get(0);
        for (var group = from; group < to; group++) {
            var count = collected.count(group);
            if (count == 0 || !shares.known()) {
                builder.appendNull();
            } else if (between == Between.INTERPOLATED || between == Between.INTERPOLATED_DESCENDING) {
                builder.append(interpolated(values, collected.starts()[group], count));
            } else {
                builder.append(
                        values,
                        Selection.of(new int[] {discrete(values, collected.starts()[group], count)}, 1));
            }
        }
        return builder.build();
    }

    private double interpolated(Vector values, int start, int count) {
        var sorted = new double[count];
        Numbers.doubles(values, Selection.range(start, count), sorted);
        Arrays.sort(sorted);
        var share = between == Between.INTERPOLATED ? shares.share() : 1 - shares.share();
        var position = share * (count - 1);
        var below = (int) Math.floor(position);
        var above = (int) Math.ceil(position);
        return below == above ? sorted[below] : sorted[below] + (sorted[above] - sorted[below]) * (position - below);
    }

    private int discrete(Vector values, int start, int count) {
        var order = new Integer[count];
        Arrays.setAll(order, i -> start + i);
        Arrays.sort(order, (a, b) -> Ordering.compare(values, a, values, b));
        var place = Math.max((int) Math.ceil(shares.share() * count) - 1, 0);
        return order[between == Between.DISCRETE ? place : count - 1 - place];
    }
}
