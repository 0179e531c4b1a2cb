package io.weir.relational;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import io.weir.vector.DoubleVector;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;

/** Ranks of rows within their partitions. */
final class WindowRanks {
    private WindowRanks() {}

    static Vector of(WindowCall.Rank rank, WindowPage page, WindowRows rows) {
        return switch (rank) {
            case ROW_NUMBER, RANK -> whole(rank, page);
            case DENSE_RANK -> dense(page, rows);
            case PERCENT_RANK, CUME_DIST -> fraction(rank, page);
        };
    }

    private static Vector whole(WindowCall.Rank rank, WindowPage page) {
        var ranks = new long[page.rows()];
        for (var i = 0; i < ranks.length; i++) {
            var row = rank == WindowCall.Rank.RANK ? page.peerStart(i) : page.first() + i;
            ranks[i] = row - page.partitionStart(i) + 1L;
        }
        return new LongVector(DataType.Scalar.BIGINT, ranks, null, ranks.length);
    }

    private static Vector dense(WindowPage page, WindowRows rows) {
        var ranks = new long[page.rows()];
        var firstGroup = rows.groupOf(page.partitionStart(0));
        for (var i = 0; i < ranks.length; i++) {
            var row = page.first() + i;
            var group = page.group(row);
            firstGroup = row == page.partitionStart(i) ? group : firstGroup;
            ranks[i] = group - firstGroup + 1L;
        }
        return new LongVector(DataType.Scalar.BIGINT, ranks, null, ranks.length);
    }

    private static Vector fraction(WindowCall.Rank rank, WindowPage page) {
        var ranks = new double[page.rows()];
        for (var i = 0; i < ranks.length; i++) {
            var start = page.partitionStart(i);
            var size = page.partitionEnd(i) - start;
            if (rank == WindowCall.Rank.CUME_DIST) {
                ranks[i] = (double) (page.peerEnd(i) - start) / size;
            } else {
                ranks[i] = size == 1 ? 0 : (double) (page.peerStart(i) - start) / (size - 1);
            }
        }
        return new DoubleVector(DataType.Scalar.DOUBLE, ranks, null, ranks.length);
    }

    static Vector ntile(Vector parts, WindowPage page) {
        var tiles = new long[page.rows()];
        var nulls = new boolean[tiles.length];
        var counts = (LongVector) parts.flat();
        for (var i = 0; i < tiles.length; i++) {
            nulls[i] = counts.isNull(i);
            if (nulls[i]) {
                continue;
            }
            var count = counts.value(i);
            if (count <= 0) {
                throw new EngineException(ErrorCode.INVALID_ARGUMENT, "ntile needs at least one part, not " + count);
            }
            var start = page.partitionStart(i);
            var size = page.partitionEnd(i) - start;
            var small = size / count;
            var large = size % count;
            var row = page.first() + i - start;
            tiles[i] =
                    row < large * (small + 1) ? row / (small + 1) + 1 : large + (row - large * (small + 1)) / small + 1;
        }
        return new LongVector(DataType.Scalar.BIGINT, tiles, nulls, tiles.length);
    }
}
