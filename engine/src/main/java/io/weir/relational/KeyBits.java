package io.weir.relational;

import io.weir.type.DataType.Scalar;
import io.weir.vector.Hashing;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import java.io.Serializable;
import java.util.Arrays;

/** A set of integers, a bit for each number in their range: exact, and quicker to ask than {@link Bloom} where ids lie near each other. */
final class KeyBits implements Serializable {
    /**
     * A range of so many bits a key is still worth it. A Bloom filter takes an eighth of it, but a row of a table that is more or less
     * in the order of its key asks for bits near those of the row before.
     */
    private static final long MAX_BITS_A_KEY = 128;

    /** As many bits are worth it for any keys: they lie in the caches. */
    private static final long MIN_BITS = 1L << 20;

    private static final long MAX_BITS = 1L << 29;

    /** A multiple of 64. */
    private final long base;

    private final long[] words;

    private KeyBits(long base, long[] words) {
        this.base = base;
        this.words = words;
    }

    /** Whether a set of keys in this range, both ends included, may be made. */
    static boolean fits(long least, long greatest, long keys) {
        var span = greatest - least;
        return span >= 0 && span < Math.min(MAX_BITS, Math.max(MIN_BITS, MAX_BITS_A_KEY * keys));
    }

    /** An empty set for that range, both ends included. */
    static KeyBits ofRange(long least, long greatest) {
        var base = least & -Long.SIZE;
        return new KeyBits(base, new long[(int) (greatest - base >>> 6) + 1]);
    }

    void add(long[] values, int count) {
        for (var i = 0; i < count; i++) {
            var at = values[i] - base;
            words[(int) (at >>> 6)] |= 1L << at;
        }
    }

    /** Those of the rows whose value is in the set. */
    Selection select(long[] values, Selection rows) {
        var count = rows.count();
        var kept = new int[count];
        var n = 0;
        for (var i = 0; i < count; i++) {
            var row = rows.row(i);
            kept[n] = row;
            n += bit(values[row]);
        }
        return n == count ? rows : Selection.of(kept, n);
    }

    Selection select(int[] values, Selection rows) {
        var count = rows.count();
        var kept = new int[count];
        var n = 0;
        for (var i = 0; i < count; i++) {
            var row = rows.row(i);
            kept[n] = row;
            n += bit(values[row]);
        }
        return n == count ? rows : Selection.of(kept, n);
    }

    /** 1 for a value in the set, else 0. */
    private int bit(long value) {
        var at = value - base;
        var inside = Long.compareUnsigned(at, (long) words.length << 6) < 0;
        return inside ? (int) (words[(int) (at >>> 6)] >>> at) & 1 : 0;
    }

    long count() {
        var count = 0L;
        for (var word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** The first number of the range, and the last. */
    long first() {
        return base;
    }

    long last() {
        return base + ((long) words.length << 6) - 1;
    }

    /** Adds all of another set whose range lies within this one's. */
    void addAll(KeyBits other) {
        var offset = (int) (other.base - base >>> 6);
        for (var i = 0; i < other.words.length; i++) {
            words[offset + i] |= other.words[i];
        }
    }

    void addTo(Bloom bloom) {
        var values = new long[Long.SIZE];
        var hashes = new long[Long.SIZE];
        for (var i = 0; i < words.length; i++) {
            var count = 0;
            for (var word = words[i]; word != 0; word &= word - 1) {
                values[count++] = base + ((long) i << 6) + Long.numberOfTrailingZeros(word);
            }
            Arrays.fill(hashes, 0);
            Hashing.combine(new LongVector(Scalar.BIGINT, values, null, count), Selection.all(count), hashes);
            bloom.add(hashes, count);
        }
    }
}
