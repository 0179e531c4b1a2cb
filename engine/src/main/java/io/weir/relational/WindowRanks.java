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

    static Vector of(WindowCall.Rank rank, WindowRows rows) {
        return switch (rank) {
            case ROW_NUMBER, RANK, DENSE_RANK -> whole(rank, rows);
            case PERCENT_RANK, CUME_DIST -> fraction(rank, rows);
        };
    }

    private static Vector whole(WindowCall.Rank rank, WindowRows rows) {
        var ranks = new long[rows.rows()];
        var dense = 0L;
        for (var i = 0; i < ranks.length; i++) {
            var start = rows.partitionStart(i);
            if (i == start) {
                dense = 0;
            }
            if (i == rows.peerStart(i)) {
                dense++;
            }
            ranks[i] = switch (rank) {
                case ROW_NUMBER -> i - start + 1L;
                case RANK -> rows.peerStart(i) - start + 1L;
                default -> dense;
            };
        }
        return new LongVector(DataType.Scalar.BIGINT, ranks, null, ranks.length);
    }

    private static Vector fraction(WindowCall.Rank rank, WindowRows rows) {
        var ranks = new double[rows.rows()];
        for (var i = 0; i < ranks.length; i++) {
            var start = rows.partitionStart(i);
            var size = rows.partitionEnd(i) - start;
            if (rank == WindowCall.Rank.CUME_DIST) {
                ranks[i] = (double) (rows.peerEnd(i) - start) / size;
            } else {
                ranks[i] = size == 1 ? 0 : (double) (rows.peerStart(i) - start) / (size - 1);
            }
        }
        return new DoubleVector(DataType.Scalar.DOUBLE, ranks, null, ranks.length);
    }

    static Vector ntile(Vector parts, WindowRows rows) {
        var tiles = new long[rows.rows()];
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
            var start = rows.partitionStart(i);
            var size = rows.partitionEnd(i) - start;
            var small = size / count;
            var large = size % count;
            var row = i - start;
            tiles[i] =
                    row < large * (small + 1) ? row / (small + 1) + 1 : large + (row - large * (small + 1)) / small + 1;
        }
        return new LongVector(DataType.Scalar.BIGINT, tiles, nulls, tiles.length);
    }
}
