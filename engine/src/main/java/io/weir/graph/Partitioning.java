package io.weir.graph;

import io.weir.type.Schema;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** How an edge spreads the rows of its upstream tasks over its downstream tasks. */
public sealed interface Partitioning extends Serializable {
    /** Task i to task i; both stages have one parallelism. */
    record Forward() implements Partitioning {}

    /**
     * Equal values of the columns to the same task; null equals null.
     *
     * @param skew says, if there is one, that rows of a large partition may go to several tasks, if each of them gets what the other edges
     *     have for that partition: no row is looked at together with others of this edge. Of the edges into a stage one may have it.
     */
    record Hash(List<Integer> columns, Optional<Skew> skew) implements Partitioning {
        public Hash {
            columns = List.copyOf(columns);
        }

        public Hash(List<Integer> columns) {
            this(columns, Optional.empty());
        }
    }

    /**
     * When a partition is so large that several tasks are to read it.
     *
     * @param factor how many times larger than the median
     * @param bytes and how large at least
     */
    record Skew(int factor, long bytes) implements Serializable {
        /** The bytes of the largest partition that is not. */
        public long most(long median) {
            return Math.max(bytes, Math.multiplyExact(median, factor));
        }
    }

    /** Every row to every task. */
    record Broadcast() implements Partitioning {}

    /** Batches in turn. */
    record Rebalance() implements Partitioning {}

    /** All rows to task 0. */
    record Single() implements Partitioning {}

    /**
     * By ranges of sorted columns: task i gets the rows up to the ith bound. Bounds are taken from a sample of the rows at run time.
     */
    record Range(List<SortColumn> columns, Schema schema) implements Partitioning {
        public Range {
            columns = List.copyOf(columns);
        }
    }

    /** One column of an order. */
    record SortColumn(int column, boolean ascending, boolean nullsFirst) implements Serializable {}
}
