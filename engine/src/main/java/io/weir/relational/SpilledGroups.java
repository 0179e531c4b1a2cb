package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.memory.SpillFile;
import io.weir.operator.OperatorContext;
import io.weir.vector.Hashing;
import io.weir.vector.Numbers;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/** Groups on disk, in partitions by the hash of their keys: partial results, and the rows that DISTINCT calls have seen. */
final class SpilledGroups implements AutoCloseable {
    private static final int PARTITION_BITS = 4;
    private static final int PARTITIONS = 1 << PARTITION_BITS;

    private final OperatorContext context;
    private final Aggregation aggregation;
    private final int level;

    /** By partition: the partial results at 0, the rows of call {@code i} at {@code i + 1}. */
    private @Nullable SpillFile[][] files;

    SpilledGroups(OperatorContext context, Aggregation aggregation, int level) {
        this.context = context;
        this.aggregation = aggregation;
        this.level = level;
        files = new SpillFile[PARTITIONS][aggregation.calls().size() + 1];
    }

    /** Groups whose keys are in no other partition of that level. */
    static final class Partition implements AutoCloseable {
        private final int level;
        private final @Nullable SpillFile[] files;

        private Partition(int level, @Nullable SpillFile[] files) {
            this.level = level;
            this.files = files;
        }

        int level() {
            return level;
        }

        void readInto(SpillingTable table) {
            for (var i = 0; i < files.length; i++) {
                var file = files[i];
                if (file == null) {
                    continue;
                }
                for (var batches = file.read(); batches.hasNext(); ) {
                    if (i == 0) {
                        table.merge(batches.next());
                    } else {
                        table.addDistinct(i - 1, batches.next());
                    }
                }
            }
        }

        @Override
        public void close() {
            closeAll(files);
        }
    }

    void write(AggregateTable table) {
        var step = context.batchRows() * PARTITIONS;
        for (var from = 0; from < table.count(); from += step) {
            write(table.partials(from, Math.min(table.count(), from + step)), 0);
        }
        for (var call = 0; call < aggregation.calls().size(); call++) {
            var count = table.distinctCount(call);
            if (count > 0) {
                var keys = table.keys(0, table.count());
                for (var from = 0; from < count; from += step) {
                    write(withKeys(keys, table.distinctRows(call, from, Math.min(count, from + step))), call + 1);
                }
            }
        }
    }

    private static Batch withKeys(Batch keys, Batch distinctRows) {
        var rows = distinctRows.rows();
        var groups = new long[rows];
        Numbers.longs(distinctRows.column(0), Selection.all(rows), groups);
        var chosen = new int[rows];
        for (var i = 0; i < rows; i++) {
            chosen[i] = (int) groups[i];
        }
        var columns = new ArrayList<Vector>();
        keys.columns().forEach(key -> columns.add(key.take(Selection.of(chosen, rows))));
        columns.addAll(distinctRows.columns().subList(1, distinctRows.width()));
        return Batch.of(rows, columns);
    }

    /** Writes rows that begin with the keys. */
    private void write(Batch rows, int kind) {
        var count = rows.rows();
        var hashes = new long[count];
        for (var i = 0; i < aggregation.keys().size(); i++) {
            Hashing.combine(rows.column(i), rows.selection(), hashes);
        }
        var chosen = new int[PARTITIONS][];
        var counts = new int[PARTITIONS];
        for (var i = 0; i < count; i++) {
            var partition = partition(hashes[i]);
            if (chosen[partition] == null) {
                chosen[partition] = new int[count];
            }
            chosen[partition][counts[partition]++] = i;
        }
        for (var partition = 0; partition < PARTITIONS; partition++) {
            if (counts[partition] > 0) {
                write(rows.select(Selection.of(chosen[partition], counts[partition])), partition, kind);
            }
        }
    }

    private void write(Batch rows, int partition, int kind) {
        var file = files[partition][kind];
        if (file == null) {
            file = context.spill().create();
            files[partition][kind] = file;
        }
        for (var from = 0; from < rows.rows(); from += context.batchRows()) {
            file.write(rows.slice(from, Math.min(context.batchRows(), rows.rows() - from)));
        }
    }

    /** Takes other bits at every level, and others than those by which an exchange chose the rows that came here. */
    private int partition(long hash) {
        return (int) (Hashing.mix(hash, level) >>> Long.SIZE - PARTITION_BITS);
    }

    /** Hands all partitions over. */
    List<Partition> take() {
        var partitions = new ArrayList<Partition>();
        for (var of : files) {
            if (java.util.Arrays.stream(of).anyMatch(file -> file != null)) {
                partitions.add(new Partition(level, of));
                for (var file : of) {
                    context.metrics().addSpilledBytes(file == null ? 0 : file.end());
                }
            }
        }
        files = new SpillFile[0][];
        return partitions;
    }

    @Override
    public void close() {
        for (var of : files) {
            closeAll(of);
        }
    }

    private static void closeAll(@Nullable SpillFile[] files) {
        for (var file : files) {
            if (file != null) {
                file.close();
            }
        }
    }
}
