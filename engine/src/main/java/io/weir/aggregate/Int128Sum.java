package io.weir.aggregate;

import io.weir.EngineException;
import io.weir.ErrorCode;
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
import java.util.Arrays;

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
    private final GroupedLongs input = new GroupedLongs();

    private long[] high = new long[0];
    private long[] low = new long[0];
    private long[] counts = new long[0];

    Int128Sum(DataType type, DataType.Decimal partialType, Answer answer) {
        this.type = type;
        this.partialType = partialType;
        this.answer = answer;
    }

    @Override
    public void grow(int count) {
        if (count > counts.length) {
            high = Arrays.copyOf(high, count);
            low = Arrays.copyOf(low, count);
            counts = Arrays.copyOf(counts, count);
        }
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        Deletes.refuse(arguments, answer == Answer.SUM ? "sum" : "avg");
        if (arguments.column(0).type().storage() == Storage.DECIMAL128) {
            addLong(groups, arguments, null);
        } else {
            addShort(groups, arguments);
        }
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        var more = new long[partials.rows()];
        Numbers.longs(partials.column(1), partials.selection(), more);
        addLong(groups, partials, more);
    }

    private void addShort(int[] rowGroups, Batch arguments) {
        input.load(rowGroups, arguments, 0);
        var groups = input.groups();
        var values = input.values();
        for (var i = 0; i < input.count(); i++) {
            var group = groups[i];
            var value = values[i];
            var before = low[group];
            var sum = before + value;
            low[group] = sum;
            high[group] += (value >> 63) + ((before & value | (before | value) & ~sum) >>> 63);
            counts[group]++;
        }
    }

    /** Adds values of 128 bits, each for so many rows, or for one where that is null. */
    private void addLong(int[] groups, Batch batch, long @Nullable [] rowsOfEach) {
        var rows = batch.selection();
        var flat = (Decimal128Vector) batch.column(0).flat();
        var overflow = 0L;
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            if (flat.isNull(row)) {
                continue;
            }
            var group = groups[i];
            var moreLow = flat.low()[row];
            var moreHigh = flat.high()[row];
            var beforeLow = low[group];
            var beforeHigh = high[group];
            var sumLow = beforeLow + moreLow;
            var sumHigh = beforeHigh + moreHigh + ((beforeLow & moreLow | (beforeLow | moreLow) & ~sumLow) >>> 63);
            low[group] = sumLow;
            high[group] = sumHigh;
            counts[group] += rowsOfEach == null ? 1 : rowsOfEach[i];
            overflow |= (beforeHigh ^ sumHigh) & (moreHigh ^ sumHigh);
        }
        if (overflow < 0) {
            throw overflow();
        }
    }

    private EngineException overflow() {
        return new EngineException(
                ErrorCode.NUMERIC_OVERFLOW, "sum of decimals does not fit into 38 digits: " + type.sql());
    }

    @Override
    public Batch partials(int from, int to) {
        return Batch.of(
                new Decimal128Vector(
                        partialType,
                        Arrays.copyOfRange(high, from, to),
                        Arrays.copyOfRange(low, from, to),
                        null,
                        to - from),
                new LongVector(DataType.Scalar.BIGINT, Arrays.copyOfRange(counts, from, to), null, to - from));
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
            var top = high[i] >> 62;
            if (top != 0 && top != -1 && unscaled(i).abs().compareTo(LIMIT) >= 0) {
                throw overflow();
            }
        }
        return new Decimal128Vector(
                type,
                Arrays.copyOfRange(high, from, to),
                Arrays.copyOfRange(low, from, to),
                empty(from, to),
                to - from);
    }

    private Vector doubles(int from, int to) {
        var answers = new double[to - from];
        for (var i = from; i < to; i++) {
            var sum = high[i] == low[i] >> 63 ? low[i] : unscaled(i).doubleValue();
            answers[i - from] = sum / counts[i];
        }
        return new DoubleVector(type, answers, empty(from, to), to - from);
    }

    private Vector averages(int from, int to) {
        var size = to - from;
        var lows = new long[size];
        var highs = new long[size];
        for (var i = from; i < to; i++) {
            if (counts[i] == 0) {
                continue;
            }
            if (high[i] == low[i] >> 63 && low[i] != Long.MIN_VALUE) {
                lows[i - from] = rounded(low[i], counts[i]);
                highs[i - from] = lows[i - from] >> 63;
            } else {
                var average = new BigDecimal(unscaled(i))
                        .divide(BigDecimal.valueOf(counts[i]), 0, RoundingMode.HALF_UP)
                        .unscaledValue();
                lows[i - from] = average.longValue();
                highs[i - from] = average.shiftRight(64).longValueExact();
            }
        }
        return type.storage() == Storage.LONG
                ? new LongVector(type, lows, empty(from, to), size)
                : new Decimal128Vector(type, highs, lows, empty(from, to), size);
    }

    private static long rounded(long sum, long count) {
        var quotient = sum / count;
        var rest = Math.abs(sum % count);
        return rest >= count - rest ? quotient + Long.signum(sum) : quotient;
    }

    private BigInteger unscaled(int group) {
        var unsigned = BigInteger.valueOf(low[group] & Long.MAX_VALUE);
        if (low[group] < 0) {
            unsigned = unsigned.setBit(63);
        }
        return BigInteger.valueOf(high[group]).shiftLeft(64).add(unsigned);
    }

    private boolean[] empty(int from, int to) {
        var empty = new boolean[to - from];
        for (var i = from; i < to; i++) {
            empty[i - from] = counts[i] == 0;
        }
        return empty;
    }

    @Override
    public long bytes() {
        return 24L * counts.length;
    }
}
