package io.weir.formats.parquet;

import io.weir.type.DataType.Scalar;
import io.weir.vector.BytesVector;
import io.weir.vector.Vector;

/** Byte arrays that each repeat a beginning of the one before. */
final class DeltaBytes extends ValueDecoder {
    private static final int MAX_BATCH = 1 << 28;

    private final byte[] bytes;
    private final int end;
    private final int width;
    private final DeltaLengths prefixes;
    private final DeltaLengths suffixes;
    private int position;
    private int next;
    private byte[] previous = new byte[0];
    private int previousStart;
    private int previousLength;

    /** Of a fixed {@code width}, or 0. */
    DeltaBytes(Slice values, int count, int width) {
        this.width = width;
        bytes = values.bytes();
        end = values.end();
        prefixes = new DeltaLengths(bytes, values.offset(), end, count);
        suffixes = new DeltaLengths(bytes, prefixes.end, end, count);
        position = suffixes.end;
        if (prefixes.count != suffixes.count) {
            throw new Damage("page has " + prefixes.count + " beginnings and " + suffixes.count + " ends of values");
        }
    }

    @Override
    void skip(int count) {
        for (var left = count; left > 0; left -= 1024) {
            read(Math.min(left, 1024));
        }
    }

    @Override
    Vector read(int count) {
        if (count > prefixes.count - next) {
            throw tooShort();
        }
        var starts = new int[count];
        var lengths = new int[count];
        var data = new byte[size(count)];
        var used = 0;
        for (var i = 0; i < count; i++, next++) {
            var prefix = prefixes.lengths[next];
            var suffix = suffixes.lengths[next];
            System.arraycopy(previous, previousStart, data, used, prefix);
            System.arraycopy(bytes, position, data, used + prefix, suffix);
            position += suffix;
            starts[i] = used;
            lengths[i] = prefix + suffix;
            previous = data;
            previousStart = used;
            previousLength = lengths[i];
            used += lengths[i];
        }
        return new BytesVector(Scalar.VARBINARY, data, starts, lengths, null, count);
    }

    /** Adds up the lengths of the next values and checks that each can be. */
    private int size(int count) {
        var size = 0L;
        var before = previousLength;
        var left = end - position;
        for (var i = next; i < next + count; i++) {
            var prefix = prefixes.lengths[i];
            var suffix = suffixes.lengths[i];
            if (prefix > before || suffix > left || width > 0 && prefix + suffix != width) {
                throw new Damage("value that begins with " + prefix + " bytes of one of " + before);
            }
            left -= suffix;
            before = prefix + suffix;
            size += before;
        }
        if (size > MAX_BATCH) {
            throw new Damage("values of " + size + " bytes in one batch");
        }
        return (int) size;
    }
}
