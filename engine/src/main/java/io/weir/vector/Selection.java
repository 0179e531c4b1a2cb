package io.weir.vector;

import io.weir.Nullable;
import java.util.Arrays;

/**
 * Row numbers, in the order in which they are wanted: all of {@code 0 .. count - 1}, or an explicit list. In a batch they ascend;
 * as the argument of {@link Vector#take} any order and repetition is fine. Immutable: the array is never written again.
 */
public final class Selection {
    private static final Selection NONE = new Selection(new int[0], 0);

    /** Null: all rows from 0. May be longer than count. */
    private final int @Nullable [] rows;

    private final int count;

    private Selection(int @Nullable [] rows, int count) {
        this.rows = rows;
        this.count = count;
    }

    public static Selection all(int count) {
        return new Selection(null, count);
    }

    public static Selection none() {
        return NONE;
    }

    /** Takes the first {@code count} entries; the array belongs to the selection from now on. */
    public static Selection of(int[] rows, int count) {
        return new Selection(rows, count);
    }

    public static Selection range(int from, int count) {
        if (from == 0) {
            return all(count);
        }
        var rows = new int[count];
        for (var i = 0; i < count; i++) {
            rows[i] = from + i;
        }
        return new Selection(rows, count);
    }

    /** Those of {@code candidates} whose mask is set. The mask is indexed by row number. */
    public static Selection where(boolean[] mask, Selection candidates) {
        var count = candidates.count;
        var kept = new int[count];
        var n = 0;
        if (candidates.rows == null) {
            for (var i = 0; i < count; i++) {
                kept[n] = i;
                n += mask[i] ? 1 : 0;
            }
        } else {
            var rows = candidates.rows;
            for (var i = 0; i < count; i++) {
                var row = rows[i];
                kept[n] = row;
                n += mask[row] ? 1 : 0;
            }
        }
        return n == count ? candidates : new Selection(kept, n);
    }

    /** True if this is exactly the rows {@code 0 .. count() - 1}, without a list. */
    public boolean isAll() {
        return rows == null;
    }

    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public int row(int index) {
        return rows == null ? index : rows[index];
    }

    /** The list behind this selection, to read only; null where {@link #isAll()}. Entries beyond {@code count()} mean nothing. */
    public int @Nullable [] rows() {
        return rows;
    }

    /** The list, made where there is none. To read only. */
    public int[] toRows() {
        if (rows != null) {
            return rows;
        }
        var all = new int[count];
        for (var i = 0; i < count; i++) {
            all[i] = i;
        }
        return all;
    }

    /** Entries {@code from .. from + count - 1} of this selection. */
    public Selection slice(int from, int length) {
        if (from == 0 && length == count) {
            return this;
        }
        if (rows == null) {
            return range(from, length);
        }
        return new Selection(Arrays.copyOfRange(rows, from, from + length), length);
    }

    /** Entries of this selection at the given positions: {@code answer.row(i) == row(positions.row(i))}. */
    public Selection pick(Selection positions) {
        if (rows == null) {
            return positions;
        }
        var picked = new int[positions.count];
        for (var i = 0; i < picked.length; i++) {
            picked[i] = rows[positions.row(i)];
        }
        return new Selection(picked, picked.length);
    }

    /** The rows of this ascending selection that {@code removed}, an ascending part of it, does not hold. */
    public Selection without(Selection removed) {
        if (removed.count == 0) {
            return this;
        }
        var kept = new int[count - removed.count];
        var n = 0;
        var next = 0;
        for (var i = 0; i < count; i++) {
            var row = row(i);
            if (next < removed.count && removed.row(next) == row) {
                next++;
            } else {
                kept[n++] = row;
            }
        }
        return new Selection(kept, n);
    }

    @Override
    public String toString() {
        return rows == null ? "all " + count : Arrays.toString(Arrays.copyOf(rows, count));
    }
}
