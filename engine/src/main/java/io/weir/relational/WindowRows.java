package io.weir.relational;

import io.weir.flow.Batch;
import java.util.Arrays;

/** Sorted rows of whole partitions, and where partitions and groups of peers begin and end. */
final class WindowRows {
    private final Batch batch;
    private final int rows;
    private final int[] partitionStart;
    private final int[] partitionEnd;
    private final int[] peerStart;
    private final int[] peerEnd;

    /** The batch is compact; the arrays of marks say where a partition and where a group of peers begins. */
    WindowRows(Batch batch, boolean[] partitions, boolean[] peers) {
        this.batch = batch;
        this.rows = batch.rows();
        this.partitionStart = starts(partitions, rows);
        this.partitionEnd = ends(partitions, rows);
        this.peerStart = starts(peers, rows);
        this.peerEnd = ends(peers, rows);
    }

    private static int[] starts(boolean[] marks, int rows) {
        var starts = new int[rows];
        for (var i = 1; i < rows; i++) {
            starts[i] = marks[i] ? i : starts[i - 1];
        }
        return starts;
    }

    private static int[] ends(boolean[] marks, int rows) {
        var ends = new int[rows];
        var end = rows;
        for (var i = rows - 1; i >= 0; i--) {
            ends[i] = end;
            if (marks[i]) {
                end = i;
            }
        }
        return ends;
    }

    Batch batch() {
        return batch;
    }

    int rows() {
        return rows;
    }

    /** The first row of the row's partition. */
    int partitionStart(int row) {
        return partitionStart[row];
    }

    /** The row behind the row's partition. */
    int partitionEnd(int row) {
        return partitionEnd[row];
    }

    int peerStart(int row) {
        return peerStart[row];
    }

    int peerEnd(int row) {
        return peerEnd[row];
    }

    /** The partition's groups of peers, as the first row of each, with the partition's end behind them. */
    int[] peerStarts(int start, int end) {
        var found = new int[end - start + 1];
        var count = 0;
        for (var row = start; row < end; row = peerEnd[row]) {
            found[count++] = row;
        }
        found[count++] = end;
        return Arrays.copyOf(found, count);
    }
}
