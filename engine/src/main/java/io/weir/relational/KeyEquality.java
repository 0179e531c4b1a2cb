package io.weir.relational;

import io.weir.vector.BytesVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;

/** Compares the keys of pairs of rows, column by column. */
final class KeyEquality {
    private final KeyCodes codes;

    KeyEquality(KeyCodes codes) {
        this.codes = codes;
    }

    /** {@code equal[i]} tells whether row {@code leftRows[i]} of the left keys and row {@code rightRows[i]} of the right ones are equal. */
    void compare(Vector[] left, int[] leftRows, Vector[] right, int[] rightRows, int count, boolean[] equal) {
        Arrays.fill(equal, 0, count, true);
        for (var key = 0; key < left.length; key++) {
            // the left rows are brought into line first, so that one loop a type is enough
            var aligned = left[key].take(Selection.of(leftRows, count)).flat();
            var other = right[key].flat();
            if (aligned.hasNulls() || other.hasNulls()) {
                ofNullable(aligned, other, rightRows, count, codes.nullsMatch(key), equal);
            } else if (aligned instanceof LongVector longs) {
                ofLongs(longs.values(), ((LongVector) other).values(), rightRows, count, equal);
            } else if (aligned instanceof IntVector ints) {
                ofInts(ints.values(), ((IntVector) other).values(), rightRows, count, equal);
            } else if (aligned instanceof BytesVector bytes) {
                ofBytes(bytes, (BytesVector) other, rightRows, count, equal);
            } else {
                ofNullable(aligned, other, rightRows, count, codes.nullsMatch(key), equal);
            }
        }
    }

    private static void ofLongs(long[] left, long[] right, int[] rightRows, int count, boolean[] equal) {
        for (var i = 0; i < count; i++) {
            equal[i] &= left[i] == right[rightRows[i]];
        }
    }

    private static void ofInts(int[] left, int[] right, int[] rightRows, int count, boolean[] equal) {
        for (var i = 0; i < count; i++) {
            equal[i] &= left[i] == right[rightRows[i]];
        }
    }

    private static void ofBytes(BytesVector left, BytesVector right, int[] rightRows, int count, boolean[] equal) {
        for (var i = 0; i < count; i++) {
            if (equal[i]) {
                var start = left.starts()[i];
                var otherStart = right.starts()[rightRows[i]];
                equal[i] = Arrays.equals(
                        left.data(),
                        start,
                        start + left.lengths()[i],
                        right.data(),
                        otherStart,
                        otherStart + right.lengths()[rightRows[i]]);
            }
        }
    }

    private static void ofNullable(
            Vector left, Vector right, int[] rightRows, int count, boolean nullsMatch, boolean[] equal) {
        for (var i = 0; i < count; i++) {
            if (equal[i]) {
                var row = rightRows[i];
                equal[i] = left.isNull(i) || right.isNull(row)
                        ? nullsMatch && left.isNull(i) && right.isNull(row)
                        : ValueOrder.compare(left, i, right, row) == 0;
            }
        }
    }
}
