package io.weir.relational;

import java.util.Arrays;

/**
 * The frames of some rows, each as up to three stretches of rows in order: where one begins and the row behind it. A stretch is empty
 * where the two are equal. Without an exclusion a frame is one stretch.
 */
record FrameParts(int[][] from, int[][] to) {
    static FrameParts of(int parts, int rows) {
        return new FrameParts(new int[parts][rows], new int[parts][rows]);
    }

    int count() {
        return from.length;
    }

    int rows() {
        return from[0].length;
    }

    int from(int part, int i) {
        return from[part][i];
    }

    int to(int part, int i) {
        return to[part][i];
    }

    void set(int part, int i, int first, int behind) {
        from[part][i] = first;
        to[part][i] = Math.max(first, behind);
    }

    /** Whether a row of the partition is in the {@code i}th frame. */
    boolean holds(int i, int row) {
        for (var part = 0; part < from.length; part++) {
            if (row >= from[part][i] && row < to[part][i]) {
                return true;
            }
        }
        return false;
    }

    /** Whether a row has the same frame as the row before it. */
    boolean sameAsBefore(int i) {
        for (var part = 0; part < from.length; part++) {
            if (from[part][i] != from[part][i - 1] || to[part][i] != to[part][i - 1]) {
                return false;
            }
        }
        return true;
    }

    FrameParts slice(int start, int count) {
        var slice = new FrameParts(new int[from.length][], new int[from.length][]);
        for (var part = 0; part < from.length; part++) {
            slice.from[part] = Arrays.copyOfRange(from[part], start, start + count);
            slice.to[part] = Arrays.copyOfRange(to[part], start, start + count);
        }
        return slice;
    }

    /** The frames of some of the rows. */
    FrameParts select(int[] rows, int count) {
        var selected = of(from.length, count);
        for (var part = 0; part < from.length; part++) {
            for (var i = 0; i < count; i++) {
                selected.from[part][i] = from[part][rows[i]];
                selected.to[part][i] = to[part][rows[i]];
            }
        }
        return selected;
    }
}
