package io.weir.formats.parquet;

import io.weir.Nullable;
import java.util.Arrays;

/** Definition or repetition levels of one page. */
final class LevelDecoder {
    private final RunLengthDecoder runs = new RunLengthDecoder();
    private final int max;
    private final int width;
    private boolean packed;
    private byte[] bytes = new byte[0];
    private long bit;
    private long endBit;
    private int present;
    private int[] scratch = new int[0];

    LevelDecoder(int max) {
        this.max = max;
        this.width = 32 - Integer.numberOfLeadingZeros(max);
    }

    /** Starts at levels written as runs. */
    void start(byte[] source, int from, int to) {
        packed = false;
        runs.start(source, from, to, width);
    }

    /** Starts at levels bit-packed from the highest bit on, an old form; answers the first byte behind them. */
    int startPacked(byte[] source, int from, int to, int count) {
        var size = ((long) count * width + 7) / 8;
        if (size > to - from) {
            throw new Damage("page ends within its levels");
        }
        packed = true;
        bytes = source;
        bit = 8L * from;
        endBit = bit + 8 * size;
        return from + (int) size;
    }

    void read(int[] target, int offset, int count) {
        if (!packed) {
            runs.read(target, offset, count);
        } else {
            readPacked(target, offset, count);
        }
        for (var i = offset; i < offset + count; i++) {
            if (target[i] > max) {
                throw new Damage("level " + target[i] + " where " + max + " is the highest");
            }
        }
    }

    private void readPacked(int[] target, int offset, int count) {
        if (bit + (long) count * width > endBit) {
            throw new Damage("page ends before its levels do");
        }
        for (var i = offset; i < offset + count; i++) {
            var level = 0;
            for (var k = 0; k < width; k++, bit++) {
                level = level << 1 | bytes[(int) (bit >>> 3)] >>> 7 - (int) (bit & 7) & 1;
            }
            target[i] = level;
        }
    }

    /** Which of the next values are null; null if none is. The rest is counted in {@link #present()}. */
    boolean @Nullable [] nulls(int count) {
        present = count;
        if (!packed && runs.run(count) == count && runs.value() == max) {
            runs.skip(count);
            return null;
        }
        if (scratch.length < count) {
            scratch = new int[Math.max(count, 1024)];
        }
        read(scratch, 0, count);
        var nulls = new boolean[count];
        var missing = 0;
        for (var i = 0; i < count; i++) {
            var isNull = scratch[i] < max;
            nulls[i] = isNull;
            missing += isNull ? 1 : 0;
        }
        present = count - missing;
        return missing == 0 ? null : nulls;
    }

    /** How many of the next values are not null; moves past them. */
    int skip(int count) {
        var left = count;
        var found = 0;
        while (left > 0) {
            var same = packed ? 0 : runs.run(left);
            if (same > 0) {
                found += runs.value() == max ? same : 0;
                runs.skip(same);
                left -= same;
            } else {
                var some = Math.min(left, 1024);
                nulls(some);
                found += present;
                left -= some;
            }
        }
        return found;
    }

    int present() {
        return present;
    }

    /** A mask in which every row is null. */
    static boolean[] allNull(int count) {
        var nulls = new boolean[count];
        Arrays.fill(nulls, true);
        return nulls;
    }
}
