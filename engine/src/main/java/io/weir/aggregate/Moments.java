package io.weir.aggregate;

import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.DoubleVector;
import io.weir.vector.Numbers;
import io.weir.vector.Vector;
import java.util.Arrays;

/**
 * Variance, standard deviation, skewness and kurtosis of doubles, by central moments that are updated a value at a time and merged
 * with the formulas of Pébay (2008), so that large values do not drown small differences.
 */
final class Moments implements Accumulator {
    static final Schema PARTIALS = Schema.of(
            new Schema.Field("count", Scalar.DOUBLE),
            new Schema.Field("mean", Scalar.DOUBLE),
            new Schema.Field("m2", Scalar.DOUBLE),
            new Schema.Field("m3", Scalar.DOUBLE),
            new Schema.Field("m4", Scalar.DOUBLE));

    /** What is answered, and of how many values at the least; fewer make null. */
    enum Answer {
        VARIANCE_POPULATION(1),
        VARIANCE_SAMPLE(2),
        DEVIATION_POPULATION(1),
        DEVIATION_SAMPLE(2),
        SKEWNESS(3),
        KURTOSIS(4);

        private final int leastCount;

        Answer(int leastCount) {
            this.leastCount = leastCount;
        }
    }

    private final Answer answer;
    private final GroupedDoubles input = new GroupedDoubles();

    /** Count, mean and the sums of the second to fourth powers of the differences from the mean. */
    private final double[][] states = new double[PARTIALS.size()][0];

    Moments(Answer answer) {
        this.answer = answer;
    }

    @Override
    public void grow(int count) {
        if (count > states[0].length) {
            for (var i = 0; i < states.length; i++) {
                states[i] = Arrays.copyOf(states[i], count);
            }
        }
    }

    @Override
    public void update(int[] rowGroups, Batch arguments) {
        Deletes.refuse(arguments, "variance, stddev, skewness, kurtosis");
        input.load(rowGroups, arguments, 0);
        var groups = input.groups();
        var values = input.values();
        for (var i = 0; i < input.count(); i++) {
            add(groups[i], values[i]);
        }
    }

    private void add(int group, double value) {
        var before = states[0][group];
        var n = before + 1;
        var delta = value - states[1][group];
        var step = delta / n;
        var square = step * step;
        var term = delta * step * before;
        var m2 = states[2][group];
        var m3 = states[3][group];
        states[0][group] = n;
        states[1][group] += step;
        states[4][group] += term * square * (n * n - 3 * n + 3) + 6 * square * m2 - 4 * step * m3;
        states[3][group] += term * step * (n - 2) - 3 * step * m2;
        states[2][group] += term;
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        var rows = partials.rows();
        var more = new double[states.length][rows];
        for (var i = 0; i < states.length; i++) {
            Numbers.doubles(partials.column(i), partials.selection(), more[i]);
        }
        for (var i = 0; i < rows; i++) {
            if (more[0][i] > 0) {
                merge(groups[i], more, i);
            }
        }
    }

    private void merge(int group, double[][] more, int row) {
        var a = states[0][group];
        var b = more[0][row];
        var n = a + b;
        var delta = more[1][row] - states[1][group];
        var d2 = delta * delta;
        var a2 = states[2][group];
        var b2 = more[2][row];
        var a3 = states[3][group];
        var b3 = more[3][row];
        states[0][group] = n;
        states[1][group] += delta * b / n;
        states[2][group] = a2 + b2 + d2 * a * b / n;
        states[3][group] = a3 + b3 + d2 * delta * a * b * (a - b) / (n * n) + 3 * delta * (a * b2 - b * a2) / n;
        states[4][group] += more[4][row]
                + d2 * d2 * a * b * (a * a - a * b + b * b) / (n * n * n)
                + 6 * d2 * (a * a * b2 + b * b * a2) / (n * n)
                + 4 * delta * (a * b3 - b * a3) / n;
    }

    @Override
    public Batch partials(int from, int to) {
        var columns = new Vector[states.length];
        for (var i = 0; i < columns.length; i++) {
            columns[i] = new DoubleVector(Scalar.DOUBLE, Arrays.copyOfRange(states[i], from, to), null, to - from);
        }
        return Batch.of(columns);
    }

    @Override
    public Vector results(int from, int to) {
        var answers = new double[to - from];
        var nulls = new boolean[to - from];
        for (var i = from; i < to; i++) {
            nulls[i - from] = states[0][i] < answer.leastCount;
            answers[i - from] = nulls[i - from] ? 0 : answer(i);
        }
        return new DoubleVector(Scalar.DOUBLE, answers, nulls, to - from);
    }

    private double answer(int group) {
        var n = states[0][group];
        var m2 = states[2][group];
        return switch (answer) {
            case VARIANCE_POPULATION -> m2 / n;
            case VARIANCE_SAMPLE -> m2 / (n - 1);
            case DEVIATION_POPULATION -> Math.sqrt(m2 / n);
            case DEVIATION_SAMPLE -> Math.sqrt(m2 / (n - 1));
            case SKEWNESS -> Math.sqrt(n) * states[3][group] / Math.pow(m2, 1.5);
            case KURTOSIS ->
                (n - 1) * n * (n + 1) / ((n - 2) * (n - 3)) * states[4][group] / (m2 * m2)
                        - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3));
        };
    }

    @Override
    public long bytes() {
        return 8L * states.length * states[0].length;
    }
}
