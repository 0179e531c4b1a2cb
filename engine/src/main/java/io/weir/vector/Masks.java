package io.weir.vector;

import io.weir.Nullable;
import java.util.Arrays;

/** Null masks: a boolean a row, true where the value is null; the absent mask means that no row is. */
public final class Masks {
    private Masks() {}

    static boolean @Nullable [] take(boolean @Nullable [] mask, Selection rows) {
        if (mask == null) {
            return null;
        }
        var count = rows.count();
        var selected = rows.rows();
        if (selected == null) {
            return mask;
        }
        var taken = new boolean[count];
        for (var i = 0; i < count; i++) {
            taken[i] = mask[selected[i]];
        }
        return taken;
    }

    static boolean @Nullable [] slice(boolean @Nullable [] mask, int from, int count) {
        if (mask == null || from == 0) {
            return mask;
        }
        return Arrays.copyOfRange(mask, from, from + count);
    }

    /** A copy of the range {@code from .. to - 1}; null if no row of it is null, for kernels are faster without a mask. */
    static boolean @Nullable [] copy(boolean @Nullable [] mask, int from, int to) {
        if (mask == null) {
            return null;
        }
        for (var i = from; i < to; i++) {
            if (mask[i]) {
                return Arrays.copyOfRange(mask, from, to);
            }
        }
        return null;
    }

    /** True where either is; both at least {@code size} long. The answer may be one of the arguments, so do not write to it. */
    public static boolean @Nullable [] or(boolean @Nullable [] left, boolean @Nullable [] right, int size) {
        if (left == null) {
            return right;
        }
        if (right == null || left == right) {
            return left;
        }
        var both = new boolean[size];
        for (var i = 0; i < size; i++) {
            both[i] = left[i] | right[i];
        }
        return both;
    }

    /** True where the first is and the second is not. */
    public static boolean[] andNot(boolean[] left, boolean[] right, int size) {
        var answer = new boolean[size];
        for (var i = 0; i < size; i++) {
            answer[i] = left[i] & !right[i];
        }
        return answer;
    }

    static long bytes(boolean @Nullable [] mask) {
        return mask == null ? 0 : mask.length;
    }
}
