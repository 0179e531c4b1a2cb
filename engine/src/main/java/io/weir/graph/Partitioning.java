package io.weir.graph;

import io.weir.type.Schema;
import java.io.Serializable;
import java.util.List;

/** How an edge spreads the rows of its upstream tasks over its downstream tasks. */
public sealed interface Partitioning extends Serializable {
    /** Task i to task i; both stages have one parallelism. */
    record Forward() implements Partitioning {}

    /** Equal values of the columns to the same task; null equals null. */
    record Hash(List<Integer> columns) implements Partitioning {
        public Hash {
            columns = List.copyOf(columns);
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
