package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.flow.BatchCodec;
import io.weir.operator.EveryRow;
import io.weir.operator.RuntimeFilter;
import io.weir.type.DataType;
import io.weir.vector.ConstantVector;
import io.weir.vector.DictionaryVector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.Hashing;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Numbers;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The keys of a build side as a range and a set: exact where the keys are integers near each other, else a Bloom filter. Without a
 * range there is no key at all; without a set nothing more is known than the range. Nulls have no partner.
 */
final class KeyFilter implements RuntimeFilter {
    private static final int CHUNK = 4096;

    private final DataType type;
    /** Two rows, the least and the greatest key; or none. */
    private final Vector range;

    /** At most one of both. */
    private final @Nullable KeyBits bits;

    private final @Nullable Bloom bloom;

    private KeyFilter(DataType type, Vector range, @Nullable KeyBits bits, @Nullable Bloom bloom) {
        this.type = type;
        this.range = range;
        this.bits = bits;
        this.bloom = bloom;
    }

    /**
     * A filter for the keys of one task of several. NaN is a key that no range of a file's statistics tells of.
     *
     * @param keys flat
     */
    static RuntimeFilter of(Vector keys, int tasks) {
        if (holdsNaN(keys)) {
            return new EveryRow();
        }
        var range = isInteger(keys) ? rangeOfIntegers(keys) : rangeOf(keys);
        if (range.size() > 0 && isInteger(keys)) {
            var ends = ends(range);
            if (KeyBits.fits(ends[0], ends[1], (long) keys.size() * tasks)) {
                return new KeyFilter(keys.type(), range, bitsOf(keys, ends), null);
            }
        }
        var fits = (long) keys.size() * tasks <= Bloom.maxKeys();
        return new KeyFilter(keys.type(), range, null, fits ? bloomOf(keys, tasks) : null);
    }

    private static boolean holdsNaN(Vector keys) {
        if (!(keys instanceof DoubleVector || keys instanceof FloatVector)) {
            return false;
        }
        for (var row = 0; row < keys.size(); row++) {
            if (!keys.isNull(row) && ValueOrder.isNaN(keys, row)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInteger(Vector keys) {
        return keys instanceof LongVector || keys instanceof IntVector;
    }

    private static long[] ends(Vector range) {
        var ends = new long[2];
        KeyCodes.values(range, Selection.all(2), ends);
        return ends;
    }

    private static Vector rangeOfIntegers(Vector keys) {
        var values = new long[CHUNK];
        var least = Long.MAX_VALUE;
        var greatest = Long.MIN_VALUE;
        for (var from = 0; from < keys.size(); from += CHUNK) {
            var rows = chunk(keys, from);
            KeyCodes.values(keys, rows, values);
            for (var i = 0; i < rows.count(); i++) {
                least = Math.min(least, values[i]);
                greatest = Math.max(greatest, values[i]);
            }
        }
        return least > greatest
                ? Vectors.empty(keys.type())
                : Numbers.ofLongs(keys.type(), new long[] {least, greatest}, null, 0, 2);
    }

    private static Vector rangeOf(Vector keys) {
        var least = -1;
        var greatest = -1;
        for (var from = 0; from < keys.size(); from += CHUNK) {
            var rows = chunk(keys, from);
            for (var i = 0; i < rows.count(); i++) {
                var row = rows.row(i);
                least = least < 0 || ValueOrder.compare(keys, row, keys, least) < 0 ? row : least;
                greatest = greatest < 0 || ValueOrder.compare(keys, row, keys, greatest) > 0 ? row : greatest;
            }
        }
        return least < 0 ? Vectors.empty(keys.type()) : keys.take(Selection.of(new int[] {least, greatest}, 2));
    }

    private static KeyBits bitsOf(Vector keys, long[] ends) {
        var bits = KeyBits.ofRange(ends[0], ends[1]);
        var values = new long[CHUNK];
        for (var from = 0; from < keys.size(); from += CHUNK) {
            var rows = chunk(keys, from);
            KeyCodes.values(keys, rows, values);
            bits.add(values, rows.count());
        }
        return bits;
    }

    private static Bloom bloomOf(Vector keys, int tasks) {
        var bloom = Bloom.forKeys((long) keys.size() * tasks);
        var hashes = new long[CHUNK];
        for (var from = 0; from < keys.size(); from += CHUNK) {
            var rows = chunk(keys, from);
            Arrays.fill(hashes, 0);
            Hashing.combine(keys, rows, hashes);
            bloom.add(hashes, rows.count());
        }
        return bloom;
    }

    private static Selection chunk(Vector keys, int from) {
        return KeyCodes.notNull(keys, Selection.range(from, Math.min(CHUNK, keys.size() - from)));
    }

    private boolean isEmpty() {
        return range.size() == 0;
    }

    @Override
    public Selection select(Vector keys, Selection rows) {
        if (isEmpty()) {
            return Selection.none();
        }
        if (keys instanceof ConstantVector constant) {
            return selectFlat(constant.value(), Selection.all(1)).isEmpty() ? Selection.none() : rows;
        }
        if (keys instanceof DictionaryVector dictionary) {
            if (dictionary.dictionary().pays(this, rows.count())) {
                return selectEntries(dictionary, rows);
            }
            var positions = selectFlat(keys.take(rows).flat(), Selection.all(rows.count()));
            return rows.pick(positions);
        }
        return selectFlat(keys, rows);
    }

    private Selection selectEntries(DictionaryVector keys, Selection rows) {
        var entries = keys.dictionary();
        boolean[] kept = entries.derived(this, () -> {
            var mask = new boolean[entries.size()];
            var chosen = selectFlat(entries.values(), Selection.all(entries.size()));
            for (var i = 0; i < chosen.count(); i++) {
                mask[chosen.row(i)] = true;
            }
            return mask;
        });
        var nulls = keys.nulls();
        var chosen = new int[rows.count()];
        var n = 0;
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            chosen[n] = row;
            n += kept[keys.ids()[row]] && (nulls == null || !nulls[row]) ? 1 : 0;
        }
        return n == rows.count() ? rows : Selection.of(chosen, n);
    }

    private Selection selectFlat(Vector keys, Selection rows) {
        var present = KeyCodes.notNull(keys, rows);
        if (bits != null) {
            return keys instanceof IntVector ints
                    ? bits.select(ints.values(), present)
                    : bits.select(((LongVector) keys).values(), present);
        }
        var candidates = inRange(keys, present);
        if (bloom == null || candidates.isEmpty()) {
            return candidates;
        }
        var hashes = new long[candidates.count()];
        Hashing.combine(keys, candidates, hashes);
        var kept = new int[hashes.length];
        var n = 0;
        for (var i = 0; i < hashes.length; i++) {
            kept[n] = candidates.row(i);
            n += bloom.mayContain(hashes[i]) ? 1 : 0;
        }
        return n == hashes.length ? candidates : Selection.of(kept, n);
    }

    private Selection inRange(Vector keys, Selection rows) {
        if (!isInteger(keys)) {
            return rows; // other keys cost more to compare than to look up
        }
        var ends = ends(range);
        var kept = new int[rows.count()];
        var n = keys instanceof LongVector longs
                ? inRange(longs.values(), rows, ends[0], ends[1], kept)
                : inRange(((IntVector) keys).values(), rows, ends[0], ends[1], kept);
        return n == kept.length ? rows : Selection.of(kept, n);
    }

    private static int inRange(long[] values, Selection rows, long least, long greatest, int[] kept) {
        var n = 0;
        for (var i = 0; i < kept.length; i++) {
            var row = rows.row(i);
            kept[n] = row;
            n += values[row] >= least && values[row] <= greatest ? 1 : 0;
        }
        return n;
    }

    private static int inRange(int[] values, Selection rows, long least, long greatest, int[] kept) {
        var n = 0;
        for (var i = 0; i < kept.length; i++) {
            var row = rows.row(i);
            kept[n] = row;
            n += values[row] >= least && values[row] <= greatest ? 1 : 0;
        }
        return n;
    }

    @Override
    public boolean mayContain(Object low, Object high) {
        if (isEmpty() || ValueOrder.isNaN(range, 1)) { // a range that was asked for may leave NaN out
            return !isEmpty();
        }
        return ValueOrder.compare(Vectors.constant(type, low, 1), 0, range, 1) <= 0
                && ValueOrder.compare(Vectors.constant(type, high, 1), 0, range, 0) >= 0;
    }

    @Override
    public RuntimeFilter or(RuntimeFilter other) {
        if (!(other instanceof KeyFilter filter)) {
            return other.or(this);
        }
        if (filter == this || filter.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return filter;
        }
        var ends = Vectors.concat(List.of(range, filter.range));
        var least = ValueOrder.compare(ends, 0, ends, 2) <= 0 ? 0 : 2;
        var greatest = ValueOrder.compare(ends, 1, ends, 3) >= 0 ? 1 : 3;
        var union = ends.take(Selection.of(new int[] {least, greatest}, 2));
        var unionBits = bits == null || filter.bits == null ? null : either(bits, filter.bits);
        return new KeyFilter(type, union, unionBits, unionBits != null ? null : either(asBloom(), filter.asBloom()));
    }

    /** Null where the two are too far from each other. */
    private static @Nullable KeyBits either(KeyBits one, KeyBits other) {
        var least = Math.min(one.first(), other.first());
        var greatest = Math.max(one.last(), other.last());
        if (!KeyBits.fits(least, greatest, one.count() + other.count())) {
            return null;
        }
        var union = KeyBits.ofRange(least, greatest);
        union.addAll(one);
        union.addAll(other);
        return union;
    }

    private static @Nullable Bloom either(@Nullable Bloom one, @Nullable Bloom other) {
        return one == null || other == null ? null : one.or(other);
    }

    private @Nullable Bloom asBloom() {
        if (bits == null) {
            return bloom;
        }
        var count = bits.count();
        if (count > Bloom.maxKeys()) {
            return null;
        }
        var made = Bloom.forKeys(count);
        bits.addTo(made);
        return made;
    }

    private Object writeReplace() {
        return new Form(type, BatchCodec.encode(Batch.of(range)), bits, bloom);
    }

    /** A filter on its way to another process. */
    private record Form(
            DataType type,
            byte[] range,
            @Nullable KeyBits bits,
            @Nullable Bloom bloom) implements Serializable {
        private Object readResolve() {
            return new KeyFilter(type, BatchCodec.decode(range).column(0).flat(), bits, bloom);
        }
    }
}
