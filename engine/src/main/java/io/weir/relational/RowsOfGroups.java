package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.vector.Selection;
import java.util.Arrays;

/** The rows of a batch divided by their groups, of which there are few. What it answers means something until the next batch. */
final class RowsOfGroups {
    private int[][] rows = new int[0][];
    private int[] counts = new int[0];
    private Batch[] batches = new Batch[0];

    /** Entry {@code i} of the numbers, each below the count of groups, is the group of the {@code i}th row alive. */
    void divide(int[] numbers, int groups, Batch batch) {
        if (batches.length != groups) {
            batches = new Batch[groups];
            counts = new int[groups];
            rows = Arrays.copyOf(rows, groups);
        }
        if (groups == 1) {
            batches[0] = batch;
            return;
        }
        var count = batch.rows();
        for (var group = 0; group < groups; group++) {
            if (rows[group] == null || rows[group].length < count) {
                rows[group] = new int[count];
            }
        }
        Arrays.fill(counts, 0);
        var alive = batch.selection().rows();
        if (alive == null) {
            divide(numbers, count);
        } else {
            divide(numbers, alive, count);
        }
        for (var group = 0; group < groups; group++) {
            batches[group] = batch.select(Selection.of(rows[group], counts[group]));
        }
    }

    private void divide(int[] numbers, int count) {
        for (var i = 0; i < count; i++) {
            var group = numbers[i];
            rows[group][counts[group]++] = i;
        }
    }

    private void divide(int[] numbers, int[] alive, int count) {
        for (var i = 0; i < count; i++) {
            var group = numbers[i];
            rows[group][counts[group]++] = alive[i];
        }
    }

    int groups() {
        return batches.length;
    }

    Batch of(int group) {
        return batches[group];
    }

    long bytes() {
        return Arrays.stream(rows)
                .mapToLong(each -> each == null ? 0 : 4L * each.length)
                .sum();
    }
}
