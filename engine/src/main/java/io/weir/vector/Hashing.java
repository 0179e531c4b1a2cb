package io.weir.vector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Hashes of rows, 64 bits. Equal values hash equal whatever kind of vector holds them; null has a hash of its own; -0.0 hashes as
 * 0.0, all NaN as one. Not stable between versions. The mixing step is the finaliser of MurmurHash3.
 */
public final class Hashing {
    private static final long NULL = 0x9E3779B97F4A7C15L;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final Object DICTIONARY_HASHES = "hashes of all entries";

    private Hashing() {}

    /** Mixes the value of each chosen row into its hash: {@code hashes[i]} belongs to {@code rows.row(i)}. */
    public static void combine(Vector vector, Selection rows, long[] hashes) {
        if (vector instanceof DictionaryVector dictionary) {
            combineDictionary(dictionary, rows, hashes);
            return;
        }
        if (vector instanceof ConstantVector constant) {
            var value = ofValue(constant.value(), 0);
            for (var i = 0; i < rows.count(); i++) {
                hashes[i] = mix(hashes[i], value);
            }
            return;
        }
        if (vector instanceof LongVector longs && longs.nulls() == null) {
            combineLongs(longs.values(), rows, hashes);
            return;
        }
        if (vector instanceof IntVector ints && ints.nulls() == null) {
            combineInts(ints.values(), rows, hashes);
            return;
        }
        for (var i = 0; i < rows.count(); i++) {
            hashes[i] = mix(hashes[i], ofValue(vector, rows.row(i)));
        }
    }

    /** The hash of one row on its own: what {@link #combine} makes of a hash of 0. */
    public static long of(Vector vector, int row) {
        return mix(0, ofValue(vector, row));
    }

    private static void combineLongs(long[] values, Selection rows, long[] hashes) {
        var selected = rows.rows();
        var count = rows.count();
        if (selected == null) {
            for (var i = 0; i < count; i++) {
                hashes[i] = mix(hashes[i], values[i]);
            }
        } else {
            for (var i = 0; i < count; i++) {
                hashes[i] = mix(hashes[i], values[selected[i]]);
            }
        }
    }

    private static void combineInts(int[] values, Selection rows, long[] hashes) {
        for (var i = 0; i < rows.count(); i++) {
            hashes[i] = mix(hashes[i], values[rows.row(i)]);
        }
    }

    private static void combineDictionary(DictionaryVector vector, Selection rows, long[] hashes) {
        var dictionary = vector.dictionary();
        var entries = dictionary.values();
        var nulls = vector.nulls();
        var ids = vector.ids();
        var known = dictionary.pays(DICTIONARY_HASHES, rows.count())
                ? dictionary.derived(DICTIONARY_HASHES, () -> ofAll(entries))
                : null;
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            long value;
            if (nulls != null && nulls[row]) {
                value = NULL;
            } else {
                value = known != null ? known[ids[row]] : ofValue(entries, ids[row]);
            }
            hashes[i] = mix(hashes[i], value);
        }
    }

    private static long[] ofAll(Vector entries) {
        var hashes = new long[entries.size()];
        for (var i = 0; i < hashes.length; i++) {
            hashes[i] = ofValue(entries, i);
        }
        return hashes;
    }

    /** A number for the value of a row, to be mixed. */
    private static long ofValue(Vector vector, int row) {
        if (vector.isNull(row)) {
            return NULL;
        }
        if (vector instanceof LongVector v) {
            return v.value(row);
        } else if (vector instanceof IntVector v) {
            return v.value(row);
        } else if (vector instanceof BytesVector v) {
            return ofBytes(v.data(), v.starts()[row], v.lengths()[row]);
        } else if (vector instanceof Decimal128Vector v) {
            return mix(v.high(row), v.low()[row]);
        } else if (vector instanceof DoubleVector v) {
            return Double.doubleToLongBits(v.value(row) + 0.0);
        } else if (vector instanceof FloatVector v) {
            return Float.floatToIntBits(v.value(row) + 0.0f);
        } else if (vector instanceof BooleanVector v) {
            return v.value(row) ? 1 : 0;
        } else if (vector instanceof ByteVector v) {
            return v.value(row);
        } else if (vector instanceof ShortVector v) {
            return v.value(row);
        }
        return ofNested(vector, row);
    }

    private static long ofNested(Vector vector, int row) {
        if (vector instanceof ConstantVector v) {
            return ofValue(v.value(), 0);
        } else if (vector instanceof DictionaryVector v) {
            return ofValue(v.dictionary().values(), v.ids()[row]);
        } else if (vector instanceof ListVector v) {
            return ofRange(v.elements(), v.starts()[row], v.lengths()[row]);
        } else if (vector instanceof RowVector v) {
            var hash = 1L;
            for (var field : v.fields()) {
                hash = mix(hash, ofValue(field, row));
            }
            return hash;
        } else if (vector instanceof MapVector v) {
            var sum = 0L;
            for (var i = 0; i < v.lengths()[row]; i++) {
                var entry = v.starts()[row] + i;
                sum += mix(mix(0, ofValue(v.keys(), entry)), ofValue(v.values(), entry));
            }
            return sum;
        } else if (vector instanceof ObjectVector v) {
            return v.values()[row].hashCode();
        }
        throw new AssertionError(vector);
    }

    private static long ofRange(Vector elements, int start, int length) {
        var hash = (long) length;
        for (var i = start; i < start + length; i++) {
            hash = mix(hash, ofValue(elements, i));
        }
        return hash;
    }

    /** The hash of a range of bytes. */
    public static long ofBytes(byte[] data, int start, int length) {
        var hash = length * 0x9E3779B97F4A7C15L;
        var position = start;
        var end = start + length;
        for (; position + 8 <= end; position += 8) {
            hash = mix(hash, (long) LONG.get(data, position));
        }
        var rest = 0L;
        for (var shift = 0; position < end; position++, shift += 8) {
            rest |= (data[position] & 0xFFL) << shift;
        }
        return mix(hash, rest);
    }

    /** Mixes a number into a hash. */
    public static long mix(long hash, long value) {
        var h = (hash * 31 + 0x632BE59BD9B4E019L) ^ value;
        h ^= h >>> 33;
        h *= 0xFF51AFD7ED558CCDL;
        h ^= h >>> 33;
        h *= 0xC4CEB9FE1A85EC53L;
        return h ^ h >>> 33;
    }
}
