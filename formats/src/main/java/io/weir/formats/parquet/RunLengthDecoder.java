package io.weir.formats.parquet;

import java.util.Arrays;

/** Small numbers as runs: a repeated value, or bit-packed groups of eight. Dictionary ids and levels are written so. */
final class RunLengthDecoder {
    private byte[] bytes = new byte[0];
    private int position;
    private int end;
    private int width;
    private int mask;
    private int left;
    private boolean repeated;
    private int value;
    private int packedStart;
    private int packedIndex;

    void start(byte[] source, int from, int to, int bits) {
        if (bits < 0 || bits > 32) {
            throw new Damage("bit width of " + bits);
        }
        bytes = source;
        position = from;
        end = to;
        width = bits;
        mask = bits == 32 ? -1 : (1 << bits) - 1;
        left = 0;
    }

    /** How many of the next values, up to {@code wanted}, are the same and surely in one run; the value is {@link #value()}. 0: not a run. */
    int run(int wanted) {
        if (left == 0) {
            next();
        }
        return repeated ? Math.min(left, wanted) : 0;
    }

    int value() {
        return value;
    }

    void read(int[] target, int offset, int count) {
        var at = offset;
        var missing = count;
        while (missing > 0) {
            if (left == 0) {
                next();
            }
            var some = Math.min(missing, left);
            if (repeated) {
                Arrays.fill(target, at, at + some, value);
            } else {
                unpack(target, at, some);
            }
            at += some;
            missing -= some;
            left -= some;
        }
    }

    void skip(int count) {
        var missing = count;
        while (missing > 0) {
            if (left == 0) {
                next();
            }
            var some = Math.min(missing, left);
            packedIndex += some;
            missing -= some;
            left -= some;
        }
    }

    private void next() {
        if (width == 0) {
            repeated = true;
            value = 0;
            left = Integer.MAX_VALUE;
            return;
        }
        var header = header();
        if ((header & 1) == 0) {
            startRepeated(header >>> 1);
        } else {
            startPacked(header >>> 1);
        }
        if (left == 0) {
            throw new Damage("empty run of values");
        }
    }

    private int header() {
        var header = 0;
        for (var shift = 0; shift < 35; shift += 7) {
            if (position >= end) {
                throw new Damage("page ends before its values do");
            }
            var b = bytes[position++];
            header |= (b & 0x7f) << shift;
            if (b >= 0) {
                return header;
            }
        }
        throw new Damage("run length without an end");
    }

    private void startRepeated(int count) {
        repeated = true;
        left = count;
        var size = width + 7 >>> 3;
        if (size > end - position) {
            throw new Damage("page ends within a run");
        }
        value = 0;
        for (var i = 0; i < size; i++) {
            value |= (bytes[position++] & 0xff) << 8 * i;
        }
        value &= mask;
    }

    /** The last group may be cut short where the rest of it is no value. */
    private void startPacked(int groups) {
        repeated = false;
        packedStart = position;
        packedIndex = 0;
        var size = (long) groups * width;
        if (size <= end - position) {
            left = (int) Math.min(groups * 8L, Integer.MAX_VALUE);
            position += (int) size;
        } else {
            left = (int) ((end - position) * 8L / width);
            position = end;
        }
    }

    private void unpack(int[] target, int offset, int count) {
        var at = offset;
        var stop = offset + count;
        while (at < stop && (packedIndex & 7) != 0) {
            target[at++] = single();
        }
        var groups = stop - at >>> 3;
        if (groups > 0) {
            var from = packedStart + (int) ((long) packedIndex * width >>> 3);
            if (width <= 8) {
                narrow(from, target, at, groups);
            } else if (width <= 16) {
                middle(from, target, at, groups);
            } else {
                wide(from, target, at, groups);
            }
            at += groups * 8;
            packedIndex += groups * 8;
        }
        while (at < stop) {
            target[at++] = single();
        }
    }

    private int single() {
        var bit = (long) packedIndex++ * width;
        return (int) (LittleEndian.i64(bytes, packedStart + (int) (bit >>> 3)) >>> (bit & 7)) & mask;
    }

    private void narrow(int from, int[] target, int offset, int groups) {
        var w = width;
        var m = mask;
        var p = from;
        for (var i = offset; i < offset + groups * 8; i += 8, p += w) {
            var x = LittleEndian.i64(bytes, p);
            target[i] = (int) x & m;
            target[i + 1] = (int) (x >>> w) & m;
            target[i + 2] = (int) (x >>> 2 * w) & m;
            target[i + 3] = (int) (x >>> 3 * w) & m;
            target[i + 4] = (int) (x >>> 4 * w) & m;
            target[i + 5] = (int) (x >>> 5 * w) & m;
            target[i + 6] = (int) (x >>> 6 * w) & m;
            target[i + 7] = (int) (x >>> 7 * w) & m;
        }
    }

    private void middle(int from, int[] target, int offset, int groups) {
        var w = width;
        var m = mask;
        var p = from;
        var half = 4 * w >>> 3;
        var shift = 4 * w & 7;
        for (var i = offset; i < offset + groups * 8; i += 8, p += w) {
            var x = LittleEndian.i64(bytes, p);
            var y = LittleEndian.i64(bytes, p + half) >>> shift;
            target[i] = (int) x & m;
            target[i + 1] = (int) (x >>> w) & m;
            target[i + 2] = (int) (x >>> 2 * w) & m;
            target[i + 3] = (int) (x >>> 3 * w) & m;
            target[i + 4] = (int) y & m;
            target[i + 5] = (int) (y >>> w) & m;
            target[i + 6] = (int) (y >>> 2 * w) & m;
            target[i + 7] = (int) (y >>> 3 * w) & m;
        }
    }

    private void wide(int from, int[] target, int offset, int groups) {
        var w = width;
        var m = mask;
        var bit = 8L * from;
        for (var i = offset; i < offset + groups * 8; i++, bit += w) {
            target[i] = (int) (LittleEndian.i64(bytes, (int) (bit >>> 3)) >>> (bit & 7)) & m;
        }
    }
}
