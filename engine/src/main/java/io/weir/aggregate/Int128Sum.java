package io.weir.aggregate;

import io.weir.Nullable;
import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.Storage;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DoubleVector;
import io.weir.vector.LongVector;
import io.weir.vector.Numbers;
import io.weir.vector.Vector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * SUM of decimals and AVG of decimals and integers: the exact sum of unscaled values in 128 bits, and their count. The partial result
 * is the sum as a decimal of 38 digits, which it may pass, and the count.
 */
final class Int128Sum implements Accumulator {
    private static final BigInteger LIMIT = BigInteger.TEN.pow(DataType.Decimal.MAX_PRECISION);

    /** What is answered. */
    enum Answer {
        /** A decimal of 38 digits. */
        SUM,
        /** A decimal of the argument's type, rounded half away from zero. */
        DECIMAL_AVERAGE,
        /** A double, of integers. */
        DOUBLE_AVERAGE
    }

    private final DataType type;
    private final DataType.Decimal partialType;
    private final Answer answer;
    private final Int128Totals totals;

    Int128Sum(DataType type, DataType.Decimal partialType, Answer answer) {
        this(new Of(type, partialType, answer), new Int128Totals(partialType));
    }

    private Int128Sum(Of made, Int128Totals totals) {
        this.type = made.type;
        this.partialType = made.partialType;
        this.answer = made.answer;
        this.totals = totals;
    }

    /** Makes sums and averages of one type; those of the same rows need be added up only once. */
    record Of(DataType type, DataType.Decimal partialType, Answer answer) implements BoundAggregate.Maker {
        @Override
        public Accumulator make() {
            return new Int128Sum(this, new Int128Totals(partialType));
        }

        @Override
        public @Nullable Accumulator over(Accumulator gathered) {
            return gathered instanceof Int128Sum sum && sum.partialType.equals(partialType)
                    ? new Int128Sum(this, sum.totals)
                    : null;
        }
    }

    @Override
    public void grow(int count) {
        totals.grow(count);
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        Deletes.refuse(arguments, answer == Answer.SUM ? "sum" : "avg");
        totals.add(groups, arguments);
    }

    @Override
    public boolean updateOne(int group, Batch arguments) {
        return arguments.changes() == null && totals.addOne(group, arguments);
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        var more = new long[partials.rows()];
        Numbers.longs(partials.column(1), partials.selection(), more);
        totals.addWide(groups, partials, (Decimal128Vector) partials.column(0).flat(), more);
    }

    @Override
    public Batch partials(int from, int to) {
        return Batch.of(
                totals.sums(from, to, null),
                new LongVector(DataType.Scalar.BIGINT, totals.counts(from, to), null, to - from));
    }

    @Override
    public Vector results(int from, int to) {
        return switch (answer) {
            case SUM -> sums(from, to);
            case DECIMAL_AVERAGE -> averages(from, to);
            case DOUBLE_AVERAGE -> doubles(from, to);
        };
    }

    private Vector sums(int from, int to) {
        for (var i = from; i < to; i++) {
            // Values of less than 2^126 in size have at most 38 digits.
            var top = totals.high(i) >> 62;
            if (top != 0 && top != -1 && totals.sum(i).abs().compareTo(LIMIT) >= 0) {
                throw totals.overflow();
            }
        }
        return totals.sums(from, to, totals.empty(from, to));
    }

    private Vector doubles(int from, int to) {
        var answers = new double[to - from];
        for (var i = from; i < to; i++) {
            var sum = totals.fitsLong(i) ? totals.low(i) : totals.sum(i).doubleValue();
            answers[i - from] = sum / totals.count(i);
        }
        return new DoubleVector(type, answers, totals.empty(from, to), to - from);
    }

    private Vector averages(int from, int to) {
        var size = to - from;
        var lows = new long[size];
        var highs = new long[size];
        for (var i = from; i < to; i++) {
            var count = totals.count(i);
            if (count == 0) {
                continue;
            }
            if (totals.fitsLong(i) && totals.low(i) != Long.MIN_VALUE) {
                lows[i - from] = rounded(totals.low(i), count);
                highs[i - from] = lows[i - from] >> 63;
            } else {
                var average = new BigDecimal(totals.sum(i))
                        .divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP)
                        .unscaledValue();
                lows[i - from] = average.longValue();
                highs[i - from] = average.shiftRight(64).longValueExact();
            }
        }
        return type.storage() == Storage.LONG
                ? new LongVector(type, lows, totals.empty(from, to), size)
                : new Decimal128Vector(type, highs, lows, totals.empty(from, to), size);
    }

    private static long rounded(long sum, long count) {
        var quotient = sum / count;
        var rest = Math.abs(sum % count);
        return rest >= count - rest ? quotient + Long.signum(sum) : quotient;
    }

    @Override
    public long bytes() {
        return totals.bytes();
    }
}
