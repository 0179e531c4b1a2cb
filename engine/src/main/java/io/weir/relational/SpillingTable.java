package io.weir.relational;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.memory.Reservation;
import io.weir.operator.OperatorContext;
import java.util.List;
import java.util.stream.IntStream;

/** A table of groups that moves to disk, in partitions by hash, when it may not grow. */
final class SpillingTable implements AutoCloseable {
    /** How often a partition is split: sixteenfold each time, so that this many levels leave no two keys together. */
    private static final int MAX_LEVEL = 8;

    /** What one group that cannot be split may take beyond the pool. */
    private static final long SINGLE_GROUP_BYTES = 16L << 20;

    private final OperatorContext context;
    private final Aggregation aggregation;
    private final Reservation reservation;
    private final int level;
    private AggregateTable table;
    private boolean fresh = true;
    private @Nullable SpillPartitions spilled;

    SpillingTable(OperatorContext context, Aggregation aggregation, Reservation reservation, int level) {
        this.context = context;
        this.aggregation = aggregation;
        this.reservation = reservation;
        this.level = level;
        table = new AggregateTable(aggregation);
        reservation.resize(table.bytes());
    }

    /** Partial results of groups whose keys are in no other partition of that level. */
    record Partition(int level, SpilledRows partials) implements AutoCloseable {
        @Override
        public void close() {
            partials.close();
        }
    }

    AggregateTable table() {
        return table;
    }

    void add(Batch rows) {
        absorb(rows, AggregateTable::add);
    }

    void merge(Batch partials) {
        absorb(partials, AggregateTable::merge);
    }

    /** How rows come into a table. */
    private interface Way {
        void add(AggregateTable table, Batch rows);
    }

    /**
     * Adds the rows in parts for which there is surely room: a table that may not grow is filled up first, so that keys that are
     * there already never make it spill.
     */
    private void absorb(Batch batch, Way way) {
        var position = 0;
        while (position < batch.rows()) {
            var rows = batch.rows() - position;
            if (table.room() < rows && !grow(rows)) {
                if (table.room() == 0) {
                    spill();
                    continue;
                }
                rows = Math.min(rows, table.room());
            }
            way.add(table, batch.slice(position, rows));
            position += rows;
            account();
        }
    }

    private boolean grow(int rows) {
        var wanted = Math.max(2L * table.capacity(), (long) table.count() + rows);
        var capacity = (int) Math.min(wanted, 1 << 30);
        if (capacity - table.count() < rows || !reservation.tryResize(table.bytesToGrow(capacity))) {
            return false;
        }
        table.grow(capacity);
        return true;
    }

    /** Reserves what the rows just added took: the first part always gets it, or there would be no progress. */
    private void account() {
        var bytes = table.bytes();
        if (fresh) {
            reservation.resize(bytes);
            fresh = false;
        } else if (!reservation.tryResize(bytes)) {
            if (level < MAX_LEVEL && table.count() > 1) {
                spill();
            } else if (bytes <= SINGLE_GROUP_BYTES) {
                reservation.resize(bytes);
            } else {
                throw new EngineException(
                        ErrorCode.OUT_OF_MEMORY,
                        "one group of an aggregation does not fit into memory; aggregate less into it or give more memory: "
                                + bytes + " bytes");
            }
        }
    }

    private void spill() {
        if (spilled == null) {
            var keys = IntStream.range(0, aggregation.keys().size()).toArray();
            spilled = SpillPartitions.onDisk(aggregation.partialTypes(), keys, level, context);
        }
        for (var from = 0; from < table.count(); from += context.batchRows()) {
            spilled.add(table.partials(from, Math.min(table.count(), from + context.batchRows())));
        }
        table = new AggregateTable(aggregation);
        fresh = true;
        reservation.resize(table.bytes());
    }

    /** Ends the input. Answers the partitions to go on with; none if all groups are in {@link #table()}. */
    List<Partition> finish() {
        if (spilled == null) {
            return List.of();
        }
        if (table.count() > 0) {
            spill();
        }
        return spilled.end().stream()
                .filter(partials -> partials.rows() > 0)
                .map(partials -> new Partition(level + 1, partials))
                .toList();
    }

    @Override
    public void close() {
        if (spilled != null) {
            spilled.close();
        }
    }
}
