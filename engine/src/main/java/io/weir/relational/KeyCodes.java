package io.weir.relational;

import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.ByteVector;
import io.weir.vector.ConstantVector;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Hashing;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import io.weir.vector.ShortVector;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.Arrays;
import java.util.List;

/** Turns the keys of rows into longs to look up: the value itself where there is one key of fixed width, a hash otherwise. */
final class KeyCodes {
    private final boolean exact;
    private final boolean[] nullsMatch;

    KeyCodes(List<DataType> types, List<Boolean> nullsMatch) {
        this.nullsMatch = new boolean[nullsMatch.size()];
        for (var i = 0; i < this.nullsMatch.length; i++) {
            this.nullsMatch[i] = nullsMatch.get(i);
        }
        this.exact = types.isEmpty() || types.size() == 1 && fixed(types.get(0)) && !this.nullsMatch[0];
    }

    private static boolean fixed(DataType type) {
        return switch (type.storage()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG -> true;
            case DECIMAL128, FLOAT, DOUBLE, BYTES, LIST, MAP, ROW, OBJECT -> false;
        };
    }

    /** Whether equal codes mean equal keys. */
    boolean exact() {
        return exact;
    }

    /** Whether a null equals a null in some key. */
    boolean nullsMatch() {
        for (var matching : nullsMatch) {
            if (matching) {
                return true;
            }
        }
        return false;
    }

    boolean nullsMatch(int key) {
        return nullsMatch[key];
    }

    /** {@code codes[i]} becomes the code of {@code rows.row(i)}. */
    void encode(Vector[] keys, Selection rows, long[] codes) {
        if (exact && keys.length == 1) {
            values(keys[0], rows, codes);
            return;
        }
        Arrays.fill(codes, 0, rows.count(), 0);
        for (var key : keys) {
            Hashing.combine(key, rows, codes);
        }
    }

    /** The rows without a null that would match nothing. */
    Selection comparable(Vector[] keys, Selection rows) {
        var left = rows;
        for (var i = 0; i < keys.length; i++) {
            if (!nullsMatch[i]) {
                left = notNull(keys[i], left);
            }
        }
        return left;
    }

    static Selection notNull(Vector vector, Selection rows) {
        var nulls = vector.hasNulls() ? Vectors.maskOf(vector) : null;
        if (nulls == null) {
            return rows;
        }
        var kept = new int[rows.count()];
        var n = 0;
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            kept[n] = row;
            n += nulls[row] ? 0 : 1;
        }
        return n == rows.count() ? rows : Selection.of(kept, n);
    }

    /** The values as longs; of null rows whatever lies in their slots. */
    static void values(Vector vector, Selection rows, long[] target) {
        var count = rows.count();
        if (count == 0) {
            return;
        }
        if (vector instanceof DictionaryVector dictionary
                && dictionary.dictionary().size() == 0) {
            Arrays.fill(target, 0, count, 0);
        } else if (vector instanceof DictionaryVector dictionary) {
            var ids = new int[count];
            for (var i = 0; i < count; i++) {
                ids[i] = dictionary.ids()[rows.row(i)];
            }
            values(dictionary.dictionary().values(), Selection.of(ids, count), target);
        } else if (vector instanceof ConstantVector constant) {
            values(constant.value(), Selection.all(1), target);
            Arrays.fill(target, 0, count, target[0]);
        } else if (vector instanceof LongVector longs) {
            ofLongs(longs.values(), rows, target);
        } else if (vector instanceof IntVector ints) {
            ofInts(ints.values(), rows, target);
        } else {
            for (var i = 0; i < count; i++) {
                target[i] = value(vector, rows.row(i));
            }
        }
    }

    private static void ofLongs(long[] values, Selection rows, long[] target) {
        var selected = rows.rows();
        if (selected == null) {
            System.arraycopy(values, 0, target, 0, rows.count());
            return;
        }
        for (var i = 0; i < rows.count(); i++) {
            target[i] = values[selected[i]];
        }
    }

    private static void ofInts(int[] values, Selection rows, long[] target) {
        var selected = rows.rows();
        var count = rows.count();
        if (selected == null) {
            for (var i = 0; i < count; i++) {
                target[i] = values[i];
            }
            return;
        }
        for (var i = 0; i < count; i++) {
            target[i] = values[selected[i]];
        }
    }

    private static long value(Vector vector, int row) {
        if (vector instanceof ShortVector shorts) {
            return shorts.value(row);
        } else if (vector instanceof ByteVector bytes) {
            return bytes.value(row);
        } else if (vector instanceof BooleanVector booleans) {
            return booleans.value(row) ? 1 : 0;
        }
        throw new AssertionError(vector);
    }
}
