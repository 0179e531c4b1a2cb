package io.weir.formats.parquet;

/** The 64-bit xxHash with seed 0, which the format's Bloom filters use. */
final class XxHash {
    private static final long PRIME1 = 0x9E3779B185EBCA87L;
    private static final long PRIME2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME3 = 0x165667B19E3779F9L;
    private static final long PRIME4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME5 = 0x27D4EB2F165667C5L;

    private XxHash() {}

    static long hash(byte[] data) {
        var length = data.length;
        var at = 0;
        long hash;
        if (length >= 32) {
            var v1 = Long.sum(PRIME1, PRIME2);
            var v2 = PRIME2;
            var v3 = 0L;
            var v4 = -PRIME1;
            for (; at <= length - 32; at += 32) {
                v1 = round(v1, LittleEndian.i64(data, at));
                v2 = round(v2, LittleEndian.i64(data, at + 8));
                v3 = round(v3, LittleEndian.i64(data, at + 16));
                v4 = round(v4, LittleEndian.i64(data, at + 24));
            }
            hash = Long.rotateLeft(v1, 1) + Long.rotateLeft(v2, 7) + Long.rotateLeft(v3, 12) + Long.rotateLeft(v4, 18);
            hash = merge(hash, v1);
            hash = merge(hash, v2);
            hash = merge(hash, v3);
            hash = merge(hash, v4);
        } else {
            hash = PRIME5;
        }
        return tail(hash + length, data, at);
    }

    private static long tail(long begun, byte[] data, int from) {
        var hash = begun;
        var at = from;
        for (; at <= data.length - 8; at += 8) {
            hash ^= round(0, LittleEndian.i64(data, at));
            hash = Long.rotateLeft(hash, 27) * PRIME1 + PRIME4;
        }
        if (at <= data.length - 4) {
            hash ^= (LittleEndian.i32(data, at) & 0xffffffffL) * PRIME1;
            hash = Long.rotateLeft(hash, 23) * PRIME2 + PRIME3;
            at += 4;
        }
        for (; at < data.length; at++) {
            hash ^= (data[at] & 0xff) * PRIME5;
            hash = Long.rotateLeft(hash, 11) * PRIME1;
        }
        hash ^= hash >>> 33;
        hash *= PRIME2;
        hash ^= hash >>> 29;
        hash *= PRIME3;
        return hash ^ hash >>> 32;
    }

    private static long round(long accumulated, long input) {
        return Long.rotateLeft(accumulated + input * PRIME2, 31) * PRIME1;
    }

    private static long merge(long hash, long value) {
        return (hash ^ round(0, value)) * PRIME1 + PRIME4;
    }
}
