package io.weir.aggregate;

import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.DoubleVector;
import io.weir.vector.LongVector;
import io.weir.vector.Numbers;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;

/** Covariance, correlation and linear regression of pairs (y, x) of doubles in which neither is null. */
final class Comoments implements Accumulator {
    static final Schema PARTIALS = Schema.of(
            new Schema.Field("count", Scalar.DOUBLE),
            new Schema.Field("mean_y", Scalar.DOUBLE),
            new Schema.Field("mean_x", Scalar.DOUBLE),
            new Schema.Field("m2_y", Scalar.DOUBLE),
            new Schema.Field("m2_x", Scalar.DOUBLE),
            new Schema.Field("product", Scalar.DOUBLE));

    private static final int COUNT = 0;
    private static final int MEAN_Y = 1;
    private static final int MEAN_X = 2;
    private static final int M2_Y = 3;
    private static final int M2_X = 4;
    private static final int PRODUCT = 5;

    /** What is answered; null where it is no finite number, or where there are too few pairs. */
    enum Answer {
        COVARIANCE_POPULATION,
        COVARIANCE_SAMPLE,
        CORRELATION,
        SLOPE,
        INTERCEPT,
        DETERMINATION,
        COUNT,
        AVERAGE_X,
        AVERAGE_Y,
        SQUARES_X,
        SQUARES_Y,
        PRODUCTS
    }

    private final Answer answer;
    private final double[][] states = new double[PARTIALS.size()][0];
    private double[] ys = new double[0];
    private double[] xs = new double[0];

    Comoments(Answer answer) {
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
    public void update(int[] groups, Batch arguments) {
        Deletes.refuse(arguments, "covar, corr, regr");
        var rows = arguments.selection();
        if (ys.length < rows.count()) {
            ys = new double[rows.count()];
            xs = new double[rows.count()];
        }
        Numbers.doubles(arguments.column(0), rows, ys);
        Numbers.doubles(arguments.column(1), rows, xs);
        var complete = complete(arguments, rows);
        for (var i = 0; i < rows.count(); i++) {
            if (complete[i]) {
                add(groups[i], ys[i], xs[i]);
            }
        }
    }

    private static boolean[] complete(Batch arguments, Selection rows) {
        var complete = new boolean[rows.count()];
        for (var i = 0; i < complete.length; i++) {
            var row = rows.row(i);
            complete[i] =
                    !arguments.column(0).isNull(row) && !arguments.column(1).isNull(row);
        }
        return complete;
    }

    private void add(int group, double y, double x) {
        var n = states[COUNT][group] + 1;
        var deltaY = y - states[MEAN_Y][group];
        var deltaX = x - states[MEAN_X][group];
        states[COUNT][group] = n;
        states[MEAN_Y][group] += deltaY / n;
        states[MEAN_X][group] += deltaX / n;
        states[M2_Y][group] += deltaY * (y - states[MEAN_Y][group]);
        states[M2_X][group] += deltaX * (x - states[MEAN_X][group]);
        states[PRODUCT][group] += deltaX * (y - states[MEAN_Y][group]);
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        var rows = partials.rows();
        var more = new double[states.length][rows];
        for (var i = 0; i < states.length; i++) {
            Numbers.doubles(partials.column(i), partials.selection(), more[i]);
        }
        for (var i = 0; i < rows; i++) {
            if (more[COUNT][i] > 0) {
                merge(groups[i], more, i);
            }
        }
    }

    private void merge(int group, double[][] more, int row) {
        var a = states[COUNT][group];
        var b = more[COUNT][row];
        var n = a + b;
        var deltaY = more[MEAN_Y][row] - states[MEAN_Y][group];
        var deltaX = more[MEAN_X][row] - states[MEAN_X][group];
        states[COUNT][group] = n;
        states[MEAN_Y][group] += deltaY * b / n;
        states[MEAN_X][group] += deltaX * b / n;
        states[M2_Y][group] += more[M2_Y][row] + deltaY * deltaY * a * b / n;
        states[M2_X][group] += more[M2_X][row] + deltaX * deltaX * a * b / n;
        states[PRODUCT][group] += more[PRODUCT][row] + deltaX * deltaY * a * b / n;
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
        if (answer == Answer.COUNT) {
            var counts = new long[to - from];
            for (var i = from; i < to; i++) {
                counts[i - from] = (long) states[COUNT][i];
            }
            return new LongVector(Scalar.BIGINT, counts, null, to - from);
        }
        var answers = new double[to - from];
        var nulls = new boolean[to - from];
        for (var i = from; i < to; i++) {
            var value = states[COUNT][i] == 0 ? Double.NaN : answer(i);
            nulls[i - from] = !Double.isFinite(value);
            answers[i - from] = nulls[i - from] ? 0 : value;
        }
        return new DoubleVector(Scalar.DOUBLE, answers, nulls, to - from);
    }

    private double answer(int group) {
        var n = states[COUNT][group];
        var squaresX = states[M2_X][group];
        var squaresY = states[M2_Y][group];
        var products = states[PRODUCT][group];
        return switch (answer) {
            case COVARIANCE_POPULATION -> products / n;
            case COVARIANCE_SAMPLE -> products / (n - 1);
            case CORRELATION -> products / Math.sqrt(squaresX * squaresY);
            case SLOPE -> products / squaresX;
            case INTERCEPT -> states[MEAN_Y][group] - products / squaresX * states[MEAN_X][group];
            case DETERMINATION -> squaresX != 0 && squaresY == 0 ? 1 : products * products / (squaresX * squaresY);
            case COUNT -> n;
            case AVERAGE_X -> states[MEAN_X][group];
            case AVERAGE_Y -> states[MEAN_Y][group];
            case SQUARES_X -> squaresX;
            case SQUARES_Y -> squaresY;
            case PRODUCTS -> products;
        };
    }

    @Override
    public long bytes() {
        return 8L * states.length * states[0].length;
    }
}
