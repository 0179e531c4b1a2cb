package io.weir.relational;

import io.weir.flow.Batch;
import java.util.Arrays;

/** Consecutive rows of a {@link WindowRows}, and where the partition and the group of peers of each begin and end. */
final class WindowPage {
    private final int number;
    private final int first;
    private final Batch batch;
    private final Edges edges;
    private final boolean[] partitions;
    private final int[] partitionStart;
    private final int[] partitionEnd;
    private final int[] peerStart;
    private final int[] peerEnd;
    private final int[] groups;
    private final int[] groupStarts;

    /**
     * What lies around a page: where the partition and the peers of the row before it begin, where those of its last row end, and how
     * many groups of peers begin before it.
     */
    record Edges(int partitionStart, int partitionEnd, int peerStart, int peerEnd, int groups) {}

    /** The batch is compact and has a row; the arrays of marks say where a partition and where a group of peers begins. */
    WindowPage(int number, int first, Batch batch, boolean[] partitions, boolean[] peers, Edges edges) {
        this.number = number;
        this.first = first;
        this.batch = batch;
        this.edges = edges;
        this.partitions = partitions;
        this.partitionStart = starts(partitions, edges.partitionStart());
        this.partitionEnd = ends(partitions, edges.partitionEnd());
        this.peerStart = starts(peers, edges.peerStart());
        this.peerEnd = ends(peers, edges.peerEnd());
        this.groups = new int[rows()];
        this.groupStarts = groupStarts(peers);
    }

    private int[] starts(boolean[] marks, int before) {
        var starts = new int[rows()];
        var start = before;
        for (var i = 0; i < starts.length; i++) {
            start = marks[i] ? first + i : start;
            starts[i] = start;
        }
        return starts;
    }

    private int[] ends(boolean[] marks, int after) {
        var ends = new int[rows()];
        var end = after;
        for (var i = ends.length - 1; i >= 0; i--) {
            ends[i] = end;
            end = marks[i] ? first + i : end;
        }
        return ends;
    }

    private int[] groupStarts(boolean[] marks) {
        var found = new int[rows()];
        var count = 0;
        for (var i = 0; i < found.length; i++) {
            if (marks[i]) {
                found[count++] = first + i;
            }
            groups[i] = edges.groups() + count - 1;
        }
        return Arrays.copyOf(found, count);
    }

    int number() {
        return number;
    }

    /** The number of its first row. */
    int first() {
        return first;
    }

    int rows() {
        return batch.rows();
    }

    boolean holds(int row) {
        return row >= first && row < first + rows();
    }

    Batch batch() {
        return batch;
    }

    /** For each row of the page whether a partition begins with it. */
    boolean[] partitions() {
        return partitions;
    }

    /** The first row of the partition of the page's {@code i}th row. */
    int partitionStart(int i) {
        return partitionStart[i];
    }

    /** The row behind the partition of the page's {@code i}th row. */
    int partitionEnd(int i) {
        return partitionEnd[i];
    }

    int peerStart(int i) {
        return peerStart[i];
    }

    int peerEnd(int i) {
        return peerEnd[i];
    }

    /** The group of peers of a row in this page. */
    int group(int row) {
        return groups[row - first];
    }

    /** The first row of a group of peers that begins in this page. */
    int groupStart(int group) {
        return groupStarts[group - edges.groups()];
    }

    int groupCount() {
        return groupStarts.length;
    }
}
