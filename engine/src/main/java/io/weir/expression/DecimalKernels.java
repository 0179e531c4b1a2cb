package io.weir.expression;

import io.weir.Nullable;
import io.weir.type.DataType.Decimal;
import io.weir.type.Storage;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DictionaryVector;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;

/** Loops of decimals over all rows that cannot overflow. */
final class DecimalKernels {
    private DecimalKernels() {}

    private static boolean isWide(Vector vector) {
        return vector.type().storage() == Storage.DECIMAL128;
    }

    /** The low halves of the values; of a short decimal the values. */
    private static long[] low(Vector vector) {
        return isWide(vector) && vector.flat() instanceof Decimal128Vector wide ? wide.low() : Flat.longs(vector);
    }

    private static long[] high(Vector vector) {
        if (isWide(vector) && vector.flat() instanceof Decimal128Vector wide) {
            return wide.high();
        }
        var low = Flat.longs(vector);
        var high = new long[vector.size()];
        for (var i = 0; i < high.length; i++) {
            high[i] = low[i] >> 63;
        }
        return high;
    }

    private static boolean isNarrow(Vector vector) {
        return !isWide(vector) || (vector.flat() instanceof Decimal128Vector wide && wide.isNarrow());
    }

    /** How many bits the largest of the first values needs, its sign left out. */
    private static int bits(long[] values, int size) {
        var magnitudes = 0L;
        for (var i = 0; i < size; i++) {
            magnitudes |= values[i] ^ values[i] >> 63;
        }
        return bits(magnitudes);
    }

    private static int bits(long magnitudes) {
        return Long.SIZE - Long.numberOfLeadingZeros(magnitudes);
    }

    /** Whether all values, of null rows too, fit into a long. */
    static boolean allLongs(Vector vector) {
        if (!isWide(vector) || !(vector.flat() instanceof Decimal128Vector wide) || wide.isNarrow()) {
            return true;
        }
        var high = wide.high();
        var low = wide.low();
        var misfit = 0L;
        for (var i = 0; i < wide.size(); i++) {
            misfit |= high[i] ^ low[i] >> 63;
        }
        return misfit == 0;
    }

    /** Short decimals, each times its factor. */
    static long[] sums(Vector left, long factor, Vector right, long otherFactor, int size) {
        var a = low(left);
        var b = low(right);
        var answer = new long[size];
        if (factor == 1 && otherFactor == 1) {
            for (var i = 0; i < size; i++) {
                answer[i] = a[i] + b[i];
            }
        } else if (factor == 1 && otherFactor == -1) {
            for (var i = 0; i < size; i++) {
                answer[i] = a[i] - b[i];
            }
        } else {
            for (var i = 0; i < size; i++) {
                answer[i] = a[i] * factor + b[i] * otherFactor;
            }
        }
        return answer;
    }

    static long[] products(Vector left, Vector right, int size) {
        var a = low(left);
        var b = low(right);
        var answer = new long[size];
        for (var i = 0; i < size; i++) {
            answer[i] = a[i] * b[i];
        }
        return answer;
    }

    static Vector wideSums(Decimal type, Vector left, Vector right, boolean @Nullable [] nulls) {
        var size = left.size();
        if (sumsFitLongs(left, right, size)) {
            return new Decimal128Vector(type, null, sums(left, 1, right, 1, size), nulls, size);
        }
        var aHigh = high(left);
        var aLow = low(left);
        var bHigh = high(right);
        var bLow = low(right);
        var high = new long[size];
        var low = new long[size];
        for (var i = 0; i < size; i++) {
            var sum = aLow[i] + bLow[i];
            low[i] = sum;
            high[i] = aHigh[i] + bHigh[i] + (((aLow[i] & bLow[i]) | ((aLow[i] | bLow[i]) & ~sum)) >>> 63);
        }
        return new Decimal128Vector(type, high, low, nulls, size);
    }

    private static boolean sumsFitLongs(Vector left, Vector right, int size) {
        return isNarrow(left)
                && isNarrow(right)
                && Math.max(bits(low(left), size), bits(low(right), size)) < Long.SIZE - 2;
    }

    static Vector wideDifferences(Decimal type, Vector left, Vector right, boolean @Nullable [] nulls) {
        var size = left.size();
        if (sumsFitLongs(left, right, size)) {
            return new Decimal128Vector(type, null, sums(left, 1, right, -1, size), nulls, size);
        }
        var aHigh = high(left);
        var aLow = low(left);
        var bHigh = high(right);
        var bLow = low(right);
        var high = new long[size];
        var low = new long[size];
        for (var i = 0; i < size; i++) {
            var difference = aLow[i] - bLow[i];
            low[i] = difference;
            high[i] = aHigh[i] - bHigh[i] - (((~aLow[i] & bLow[i]) | ((~aLow[i] | bLow[i]) & difference)) >>> 63);
        }
        return new Decimal128Vector(type, high, low, nulls, size);
    }

    /** Null where the values are not flat longs, the entries are null or no longs, or a product might not fit into one. */
    static @Nullable Vector productsOfEntries(Decimal type, Vector values, DictionaryVector factors) {
        var flat = values instanceof LongVector || values instanceof Decimal128Vector wide && wide.isNarrow();
        if (!flat || factors.hasNulls() || !(factors.dictionary().values() instanceof LongVector entries)) {
            return null;
        }
        var size = values.size();
        var a = low(values);
        var b = entries.values();
        var ids = factors.ids();
        var answer = new long[size];
        var magnitudes = 0L;
        for (var i = 0; i < size; i++) {
            var value = a[i];
            answer[i] = value * b[ids[i]];
            magnitudes |= value ^ value >> 63;
        }
        if (type.storage() == Storage.LONG) {
            return new LongVector(type, answer, values.nulls(), size);
        }
        var fits = bits(magnitudes) + bits(b, entries.size()) < Long.SIZE;
        return fits ? new Decimal128Vector(type, null, answer, values.nulls(), size) : null;
    }

    /** Both sides fit into longs. */
    static Vector wideProducts(Decimal type, Vector left, Vector right, boolean @Nullable [] nulls) {
        var size = left.size();
        var a = low(left);
        var b = low(right);
        var low = new long[size];
        var aMagnitudes = 0L;
        var bMagnitudes = 0L;
        for (var i = 0; i < size; i++) {
            low[i] = a[i] * b[i];
            aMagnitudes |= a[i] ^ a[i] >> 63;
            bMagnitudes |= b[i] ^ b[i] >> 63;
        }
        if (bits(aMagnitudes) + bits(bMagnitudes) < Long.SIZE) {
            return new Decimal128Vector(type, null, low, nulls, size);
        }
        var high = new long[size];
        for (var i = 0; i < size; i++) {
            high[i] = Math.multiplyHigh(a[i], b[i]);
        }
        return new Decimal128Vector(type, high, low, nulls, size);
    }
}
