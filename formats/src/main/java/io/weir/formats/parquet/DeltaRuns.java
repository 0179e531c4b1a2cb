package io.weir.formats.parquet;

/** Integers as bit-packed differences to the one before, in blocks that each have their own smallest difference and widths. */
final class DeltaRuns {
    private final byte[] bytes;
    private final int end;
    private int position;
    private final int miniblocks;
    private final int miniblockSize;
    private final long total;
    private long left;
    private long last;
    private boolean first = true;
    private long minDelta;
    private int widthsAt;
    private int miniblock;
    private int width;
    private int miniblockAt;
    private int index;

    DeltaRuns(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
        var blockSize = varint();
        var count = varint();
        total = varint();
        left = total;
        if (blockSize <= 0 || blockSize > 1 << 24 || count <= 0 || count > blockSize || blockSize % (8 * count) != 0) {
            throw new Damage("blocks of " + blockSize + " differences in " + count + " parts");
        }
        miniblocks = (int) count;
        miniblockSize = (int) (blockSize / count);
        last = zigzag();
        miniblock = miniblocks;
        index = miniblockSize;
    }

    /** How many values there are from the beginning on. */
    long total() {
        return total;
    }

    /** Where the bytes behind all values begin; asked after all were read. */
    int position() {
        return position;
    }

    void read(long[] target, int offset, int count) {
        if (count > left) {
            throw ValueDecoder.tooShort();
        }
        left -= count;
        var at = offset;
        var stop = offset + count;
        if (first && at < stop) {
            first = false;
            target[at++] = last;
        }
        while (at < stop) {
            if (index == miniblockSize) {
                nextMiniblock();
            }
            var some = Math.min(stop - at, miniblockSize - index);
            unpack(target, at, some);
            at += some;
        }
    }

    private void unpack(long[] target, int offset, int count) {
        var value = last;
        var w = width;
        if (w == 0) {
            for (var i = offset; i < offset + count; i++) {
                value += minDelta;
                target[i] = value;
            }
        } else {
            var mask = w == 64 ? -1L : (1L << w) - 1;
            var bit = 8L * miniblockAt + (long) index * w;
            for (var i = offset; i < offset + count; i++, bit += w) {
                var at = (int) (bit >>> 3);
                var shift = (int) (bit & 7);
                var delta = LittleEndian.i64(bytes, at) >>> shift;
                if (shift + w > 64) {
                    delta |= (long) bytes[at + 8] << 64 - shift;
                }
                value += minDelta + (delta & mask);
                target[i] = value;
            }
        }
        last = value;
        index += count;
    }

    private void nextMiniblock() {
        if (++miniblock >= miniblocks) {
            minDelta = zigzag();
            widthsAt = position;
            if (miniblocks > end - position) {
                throw ValueDecoder.tooShort();
            }
            position += miniblocks;
            miniblock = 0;
        }
        width = bytes[widthsAt + miniblock] & 0xff;
        var size = (long) width * miniblockSize / 8;
        if (width > 64 || size > end - position) {
            throw ValueDecoder.tooShort();
        }
        miniblockAt = position;
        position += (int) size;
        index = 0;
    }

    private long zigzag() {
        var raw = varint();
        return raw >>> 1 ^ -(raw & 1);
    }

    private long varint() {
        var value = 0L;
        for (var shift = 0; shift < 70; shift += 7) {
            if (position >= end) {
                throw ValueDecoder.tooShort();
            }
            var b = bytes[position++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new Damage("number without an end");
    }
}
