package io.weir.aggregate;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.Storage;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.LongVector;
import java.math.BigInteger;
import java.util.Arrays;

/** The exact sum of integers in 128 bits and how many they were, for each group. */
final class Int128Totals {
    private final DataType.Decimal type;
    private final GroupedLongs input = new GroupedLongs();

    /** Two longs a group: the sum, but for its carry times 2^64, as a signed number; and the count. */
    private long[] totals = new long[0];

    /** Null while all sums fit into longs. */
    private long @Nullable [] carries;

    /** @param type of the sums */
    Int128Totals(DataType.Decimal type) {
        this.type = type;
    }

    void grow(int count) {
        if (2 * count > totals.length) {
            totals = Arrays.copyOf(totals, 2 * count);
            carries = carries == null ? null : Arrays.copyOf(carries, count);
        }
    }

    /** Adds the first column of the rows, decimals or integers. */
    void add(int[] groups, Batch arguments) {
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

    private void addLongs(int[] rowGroups, Batch arguments) {
        input.load(rowGroups, arguments, 0);
        var groups = input.groups();
        var values = input.values();
        var count = input.count();
        var into = totals;
        for (var i = 0; i < count; i++) {
            var at = 2 * groups[i];
            var value = values[i];
            var before = into[at];
            var sum = before + value;
            if (((before ^ sum) & (value ^ sum)) < 0) {
                carry(groups[i], value < 0 ? -1 : 1);
            }
            into[at] = sum;
            into[at + 1]++;
        }
    }

    /** Adds rows of one group; false, with nothing done, if they are not plain longs. */
    boolean addOne(int group, Batch arguments) {
        var sum = LongsOfOneGroup.of(arguments);
        if (sum == null) {
            return false;
        } else if (!sum.fits()) {
            var groups = new int[arguments.rows()];
            Arrays.fill(groups, group);
            add(groups, arguments);
            return true;
        }
        var before = totals[2 * group];
        var after = before + sum.sum();
        if (((before ^ after) & (sum.sum() ^ after)) < 0) {
            carry(group, sum.sum() < 0 ? -1 : 1);
        }
        totals[2 * group] = after;
        totals[2 * group + 1] += arguments.rows();
        return true;
    }

    /** Adds values of 128 bits, each for so many rows, or for one where that is null. */
    void addWide(int[] groups, Batch batch, Decimal128Vector values, long @Nullable [] rowsOfEach) {
        var rows = batch.selection();
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            if (values.isNull(row)) {
                continue;
            }
            var at = 2 * groups[i];
            var low = values.low()[row];
            var before = totals[at];
            var sum = before + low;
            var more = values.high(row) - (low >> Long.SIZE - 1);
            if (((before ^ sum) & (low ^ sum)) < 0) {
                more += low < 0 ? -1 : 1;
            }
            if (more != 0) {
                carry(groups[i], more);
            }
            totals[at] = sum;
            totals[at + 1] += rowsOfEach == null ? 1 : rowsOfEach[i];
        }
    }

    private void carry(int group, long more) {
        if (carries == null) {
            carries = new long[totals.length / 2];
        }
        var before = carries[group];
        var after = before + more;
        // One bit is left for the sum's own sign.
        if (((before ^ after) & (more ^ after)) < 0 || after == Long.MIN_VALUE || after == Long.MAX_VALUE) {
            throw overflow();
        }
        carries[group] = after;
    }

    EngineException overflow() {
        return new EngineException(
                ErrorCode.NUMERIC_OVERFLOW, "sum of decimals does not fit into 38 digits: " + type.sql());
    }

    /** Whether {@link #low} is the sum. */
    boolean fitsLong(int group) {
        return carries == null || carries[group] == 0;
    }

    long low(int group) {
        return totals[2 * group];
    }

    long high(int group) {
        return (totals[2 * group] >> Long.SIZE - 1) + (carries == null ? 0 : carries[group]);
    }

    long count(int group) {
        return totals[2 * group + 1];
    }

    BigInteger sum(int group) {
        var carry = carries == null ? 0 : carries[group];
        return BigInteger.valueOf(carry).shiftLeft(Long.SIZE).add(BigInteger.valueOf(low(group)));
    }

    /** The sums of a range of groups. */
    Decimal128Vector sums(int from, int to, boolean @Nullable [] empty) {
        var low = new long[to - from];
        for (var i = from; i < to; i++) {
            low[i - from] = totals[2 * i];
        }
        long[] high = null;
        if (carries != null) {
            high = new long[to - from];
            for (var i = from; i < to; i++) {
                high[i - from] = high(i);
            }
        }
        return new Decimal128Vector(type, high, low, empty, to - from);
    }

    /** The counts of a range of groups. */
    long[] counts(int from, int to) {
        var counts = new long[to - from];
        for (var i = from; i < to; i++) {
            counts[i - from] = totals[2 * i + 1];
        }
        return counts;
    }

    /** Of which groups in a range nothing was added; null if of none. */
    boolean @Nullable [] empty(int from, int to) {
        boolean[] empty = null;
        for (var i = from; i < to; i++) {
            if (totals[2 * i + 1] == 0) {
                empty = empty == null ? new boolean[to - from] : empty;
                empty[i - from] = true;
            }
        }
        return empty;
    }

    long bytes() {
        return 8L * totals.length + (carries == null ? 0 : 8L * carries.length);
    }
}
