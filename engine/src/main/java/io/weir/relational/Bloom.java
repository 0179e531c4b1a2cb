package io.weir.relational;

import java.io.Serializable;

/** A set of hashes that may hold others by mistake: 16 bits a key, the bits of one key all in one word. */
final class Bloom implements Serializable {
    private static final int KEYS_A_WORD = 4;
    private static final int MIN_WORDS = 16;
    private static final int MAX_WORDS = 1 << 23;

    private final long[] words;
    private final int shift;

    private Bloom(long[] words) {
        this.words = words;
        this.shift = Long.SIZE - Integer.numberOfTrailingZeros(words.length);
    }

    static Bloom forKeys(long keys) {
        var wanted = Math.max(MIN_WORDS, Math.min(MAX_WORDS, keys / KEYS_A_WORD));
        var floor = Integer.highestOneBit((int) wanted);
        return new Bloom(new long[floor < wanted ? 2 * floor : floor]);
    }

    /** More keys than this make a filter that keeps nearly everything. */
    static long maxKeys() {
        return 2L * MAX_WORDS * KEYS_A_WORD;
    }

    private static long bits(long hash) {
        return 1L << hash | 1L << (hash >>> 6) | 1L << (hash >>> 12) | 1L << (hash >>> 18);
    }

    void add(long[] hashes, int count) {
        for (var i = 0; i < count; i++) {
            words[(int) (hashes[i] >>> shift)] |= bits(hashes[i]);
        }
    }

    boolean mayContain(long hash) {
        var bits = bits(hash);
        return (words[(int) (hash >>> shift)] & bits) == bits;
    }

    /** The union; of two sizes in the larger one. */
    Bloom or(Bloom other) {
        if (other.words.length > words.length) {
            return other.or(this);
        }
        var union = words.clone();
        var fold = Integer.numberOfTrailingZeros(words.length / other.words.length);
        for (var i = 0; i < union.length; i++) {
            union[i] |= other.words[i >>> fold];
        }
        return new Bloom(union);
    }
}
