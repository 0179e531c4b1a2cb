package io.weir.function;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hashes of bytes that other systems compute too: XXH64 and the first half of MurmurHash3 x64 128. */
final class ByteHashes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private ByteHashes() {}

    static long xxhash64(byte[] data, long seed) {
        var position = 0;
        long hash;
        if (data.length >= 32) {
            var v = new long[] {seed + P1 + P2, seed + P2, seed, seed - P1};
            for (; position <= data.length - 32; position += 32) {
                for (var i = 0; i < 4; i++) {
                    v[i] = round(v[i], longAt(data, position + 8 * i));
                }
            }
            hash = Long.rotateLeft(v[0], 1)
                    + Long.rotateLeft(v[1], 7)
                    + Long.rotateLeft(v[2], 12)
                    + Long.rotateLeft(v[3], 18);
            for (var lane : v) {
                hash = (hash ^ round(0, lane)) * P1 + P4;
            }
        } else {
            hash = seed + P5;
        }
        return tail(hash + data.length, data, position);
    }

    private static long tail(long start, byte[] data, int from) {
        var hash = start;
        var position = from;
        for (; position <= data.length - 8; position += 8) {
            hash = Long.rotateLeft(hash ^ round(0, longAt(data, position)), 27) * P1 + P4;
        }
        if (position <= data.length - 4) {
            hash = Long.rotateLeft(hash ^ ((int) INTS.get(data, position) & 0xffffffffL) * P1, 23) * P2 + P3;
            position += 4;
        }
        for (; position < data.length; position++) {
            hash = Long.rotateLeft(hash ^ (data[position] & 0xff) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }

    private static long round(long accumulator, long input) {
        return Long.rotateLeft(accumulator + input * P2, 31) * P1;
    }

    private static long longAt(byte[] data, int position) {
        return (long) LONGS.get(data, position);
    }

    static long murmur3(byte[] data, long seed) {
        var h1 = seed;
        var h2 = seed;
        var position = 0;
        for (; position <= data.length - 16; position += 16) {
            h1 ^= Long.rotateLeft(longAt(data, position) * C1, 31) * C2;
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= Long.rotateLeft(longAt(data, position + 8) * C2, 33) * C1;
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        var k1 = 0L;
        var k2 = 0L;
        for (var i = data.length - 1; i >= position; i--) {
            var offset = i - position;
            if (offset >= 8) {
                k2 |= (data[i] & 0xffL) << 8 * (offset - 8);
            } else {
                k1 |= (data[i] & 0xffL) << 8 * offset;
            }
        }
        h2 ^= Long.rotateLeft(k2 * C2, 33) * C1;
        h1 ^= Long.rotateLeft(k1 * C1, 31) * C2;
        h1 ^= data.length;
        h2 ^= data.length;
        h1 += h2;
        h2 += h1;
        return mixed(h1) + mixed(h2);
    }

    private static long mixed(long value) {
        var mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
