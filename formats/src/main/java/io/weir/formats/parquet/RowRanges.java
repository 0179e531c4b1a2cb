package io.weir.formats.parquet;

import java.util.ArrayList;
import java.util.List;

/** Rows of a row group as ranges that ascend and do not touch. */
record RowRanges(List<Range> ranges) {
    /** Rows {@code from} to {@code to - 1}. */
    record Range(long from, long to) {}

    RowRanges {
        ranges = List.copyOf(ranges);
    }

    static RowRanges of(long from, long to) {
        return new RowRanges(from < to ? List.of(new Range(from, to)) : List.of());
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    long rows() {
        return ranges.stream().mapToLong(range -> range.to() - range.from()).sum();
    }

    boolean overlap(long from, long to) {
        return ranges.stream().anyMatch(range -> range.from() < to && from < range.to());
    }

    RowRanges intersect(RowRanges other) {
        var both = new ArrayList<Range>();
        var i = 0;
        var k = 0;
        while (i < ranges.size() && k < other.ranges.size()) {
            var left = ranges.get(i);
            var right = other.ranges.get(k);
            var from = Math.max(left.from(), right.from());
            var to = Math.min(left.to(), right.to());
            if (from < to) {
                both.add(new Range(from, to));
            }
            if (left.to() < right.to()) {
                i++;
            } else {
                k++;
            }
        }
        return new RowRanges(both);
    }
}
