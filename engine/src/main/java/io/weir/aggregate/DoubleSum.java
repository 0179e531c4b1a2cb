package io.weir.aggregate;

import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.DoubleVector;
import io.weir.vector.LongVector;
import io.weir.vector.Numbers;
import io.weir.vector.Vector;
import java.util.Arrays;

/** SUM, AVG and GEOMETRIC_MEAN of REAL and DOUBLE. All keep sum and count, as doubles and longs. */
final class DoubleSum implements Accumulator {
    /** What is answered. */
    enum Answer {
        SUM,
        AVERAGE,
        /** The count-th root of the product, by the sum of logarithms. */
        GEOMETRIC_MEAN
    }

    private final DataType type;
    private final Answer answer;
    private final GroupedDoubles input = new GroupedDoubles();
    private double[] sums = new double[0];
    private long[] counts = new long[0];

    DoubleSum(DataType type, Answer answer) {
        this.type = type;
        this.answer = answer;
    }

    @Override
    public void grow(int count) {
        if (count > sums.length) {
            sums = Arrays.copyOf(sums, count);
            counts = Arrays.copyOf(counts, count);
        }
    }

    @Override
    public void update(int[] rowGroups, Batch arguments) {
        Deletes.refuse(arguments, "sum, avg, geometric_mean");
        input.load(rowGroups, arguments, 0);
        var groups = input.groups();
        var values = input.values();
        for (var i = 0; i < input.count(); i++) {
            var group = groups[i];
            sums[group] += answer == Answer.GEOMETRIC_MEAN ? Math.log(values[i]) : values[i];
            counts[group]++;
        }
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        var n = partials.rows();
        var moreSums = new double[n];
        var moreCounts = new long[n];
        Numbers.doubles(partials.column(0), partials.selection(), moreSums);
        Numbers.longs(partials.column(1), partials.selection(), moreCounts);
        for (var i = 0; i < n; i++) {
            sums[groups[i]] += moreSums[i];
            counts[groups[i]] += moreCounts[i];
        }
    }

    @Override
    public Batch partials(int from, int to) {
        return Batch.of(
                new DoubleVector(DataType.Scalar.DOUBLE, Arrays.copyOfRange(sums, from, to), null, to - from),
                new LongVector(DataType.Scalar.BIGINT, Arrays.copyOfRange(counts, from, to), null, to - from));
    }

    @Override
    public Vector results(int from, int to) {
        var answers = Arrays.copyOfRange(sums, from, to);
        var nulls = new boolean[to - from];
        for (var i = 0; i < answers.length; i++) {
            var count = counts[from + i];
            nulls[i] = count == 0;
            if (count > 0) {
                answers[i] = switch (answer) {
                    case SUM -> answers[i];
                    case AVERAGE -> answers[i] / count;
                    case GEOMETRIC_MEAN -> Math.exp(answers[i] / count);
                };
            }
        }
        return Numbers.ofDoubles(type, answers, nulls, 0, answers.length);
    }

    @Override
    public long bytes() {
        return 16L * sums.length;
    }
}
