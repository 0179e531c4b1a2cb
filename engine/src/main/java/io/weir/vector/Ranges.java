package io.weir.vector;

/** Starts and lengths of rows that are ranges of something shared. */
final class Ranges {
    private Ranges() {}

    static int[] take(int[] numbers, Selection rows) {
        var selected = rows.rows();
        if (selected == null) {
            return numbers;
        }
        var count = rows.count();
        var taken = new int[count];
        for (var i = 0; i < count; i++) {
            taken[i] = numbers[selected[i]];
        }
        return taken;
    }
}
