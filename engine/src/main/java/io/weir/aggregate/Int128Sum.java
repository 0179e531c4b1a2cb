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

    /** The sum of a group is its carry times 2^64, plus this as a signed number. */
    private long[] sums = new long[0];

    /** Null while all sums fit into longs. */
    private long @Nullable [] carries;

    /** Of AVG; for SUM only whether there was a row. */
    private long[] counts = new long[0];

    Int128Sum(DataType type, DataType.Decimal partialType, Answer answer) {
        this.type = type;
        this.partialType = partialType;
        this.answer = answer;
    }

    @Override
    public void grow(int count) {
        if (count > counts.length) {
            sums = Arrays.copyOf(sums, count);
            counts = Arrays.copyOf(counts, count);
            carries = carries == null ? null : Arrays.copyOf(carries, count);
        }
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        Deletes.refuse(arguments, answer == Answer.SUM ? "sum" : "avg");
        if (arguments.column(0).type().storage() != Storage.DECIMAL128) {
            addLongs(groups, arguments);
            return;
        }
        var wide = (Decimal128Vector) arguments.column(0).flat();
        if (wide.isNarrow()) {
            var values = new LongVector(DataType.Scalar.BIGINT, wide.low(), wide.nulls(), wide.size());
            addLongs(groups, arguments.withColumns(values));
        } else {
            addWide(groups, arguments, wide, null);
        }
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        var more = new long[partials.rows()];
        Numbers.longs(partials.column(1), partials.selection(), more);
        addWide(groups, partials, (Decimal128Vector) partials.column(0).flat(), more);
    }

    private void addLongs(int[] rowGroups, Batch arguments) {
        input.load(rowGroups, arguments, 0);
        var groups = input.groups();
        var values = input.values();
        var count = input.count();
        var into = sums;
        for (var i = 0; i < count; i++) {
            var group = groups[i];
            var value = values[i];
            var before = into[group];
            var sum = before + value;
            if (((before ^ sum) & (value ^ sum)) < 0) {
                carry(group, value < 0 ? -1 : 1);
            }
            into[group] = sum;
        }
        var counted = counts;
        if (answer == Answer.SUM) {
            for (var i = 0; i < count; i++) {
                counted[groups[i]] = 1;
            }
        } else {
            for (var i = 0; i < count; i++) {
                counted[groups[i]]++;
            }
        }
    }

    /** Adds values of 128 bits, each for so many rows, or for one where that is null. */
    private void addWide(int[] groups, Batch batch, Decimal128Vector values, long @Nullable [] rowsOfEach) {
        var rows = batch.selection();
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            if (values.isNull(row)) {
                continue;
            }
            var group = groups[i];
            var low = values.low()[row];
            var before = sums[group];
            var sum = before + low;
            var more = values.high(row) - (low >> Long.SIZE - 1);
            if (((before ^ sum) & (low ^ sum)) < 0) {
                more += low < 0 ? -1 : 1;
            }
            if (more != 0) {
                carry(group, more);
            }
            sums[group] = sum;
            counts[group] += rowsOfEach == null ? 1 : rowsOfEach[i];
        }
    }

    private void carry(int group, long more) {
        if (carries == null) {
            carries = new long[counts.length];
        }
        var before = carries[group];
        var after = before + more;
        // One bit is left for the sum's own sign.
        if (((before ^ after) & (more ^ after)) < 0 || after == Long.MIN_VALUE || after == Long.MAX_VALUE) {
            throw overflow();
        }
        carries[group] = after;
    }

    private long high(int group) {
        return (sums[group] >> Long.SIZE - 1) + (carries == null ? 0 : carries[group]);
    }

    /** The sums of a range of groups. */
    private Decimal128Vector sums(DataType type, int from, int to, boolean @Nullable [] empty) {
        long[] high = null;
        if (carries != null) {
            high = new long[to - from];
            for (var i = from; i < to; i++) {
                high[i - from] = high(i);
            }
        }
        return new Decimal128Vector(type, high, Arrays.copyOfRange(sums, from, to), empty, to - from);
    }

    private EngineException overflow() {
        return new EngineException(
                ErrorCode.NUMERIC_OVERFLOW, "sum of decimals does not fit into 38 digits: " + type.sql());
    }

    @Override
    public Batch partials(int from, int to) {
        return Batch.of(
                sums(partialType, from, to, null),
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
        for (var i = from; carries != null && i < to; i++) {
            // Values of less than 2^126 in size have at most 38 digits.
            var top = high(i) >> 62;
            if (top != 0 && top != -1 && unscaled(i).abs().compareTo(LIMIT) >= 0) {
                throw overflow();
            }
        }
        return sums(type, from, to, empty(from, to));
    }

    private Vector doubles(int from, int to) {
        var answers = new double[to - from];
        for (var i = from; i < to; i++) {
            var sum = fitsLong(i) ? sums[i] : unscaled(i).doubleValue();
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
            if (fitsLong(i) && sums[i] != Long.MIN_VALUE) {
                lows[i - from] = rounded(sums[i], counts[i]);
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

    private boolean fitsLong(int group) {
        return carries == null || carries[group] == 0;
    }

    private BigInteger unscaled(int group) {
        var carry = carries == null ? 0 : carries[group];
        return BigInteger.valueOf(carry).shiftLeft(Long.SIZE).add(BigInteger.valueOf(sums[group]));
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
        return (carries == null ? 16L : 24L) * counts.length;
    }
}
