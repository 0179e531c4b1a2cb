package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.memory.SpillFile;
import io.weir.operator.OperatorContext;
import io.weir.type.DataType;
import io.weir.vector.Hashing;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rows in partitions by ranges of the hash of their keys, each partition in memory or in a file. Each level of partitions looks at
 * other bits of the hash.
 */
final class SpillPartitions implements AutoCloseable {
    static final int COUNT = 16;
    private static final int BITS = 4;

    private final List<DataType> types;
    private final int[] keys;
    private final int level;
    private final OperatorContext context;
    private final List<Part> parts = new ArrayList<>();

    private SpillPartitions(List<DataType> types, int[] keys, int level, OperatorContext context) {
        this.types = types;
        this.keys = keys;
        this.level = level;
        this.context = context;
        for (var i = 0; i < COUNT; i++) {
            parts.add(new Part());
        }
    }

    /** Partitions that stay in memory until {@link #spillLargest} sends them to disk. */
    static SpillPartitions inMemory(List<DataType> types, int[] keys, int level, OperatorContext context) {
        return new SpillPartitions(types, keys, level, context);
    }

    static SpillPartitions onDisk(List<DataType> types, int[] keys, int level, OperatorContext context) {
        var partitions = new SpillPartitions(types, keys, level, context);
        partitions.parts.forEach(part -> part.onDisk = true);
        return partitions;
    }

    /** Takes all rows. */
    void add(Batch batch) {
        var all = new boolean[COUNT];
        Arrays.fill(all, true);
        add(batch, all);
    }

    /** Takes the rows of some partitions and answers the others. */
    Selection add(Batch batch, boolean[] wanted) {
        var count = batch.rows();
        var hashes = new long[count];
        for (var key : keys) {
            Hashing.combine(batch.column(key), batch.selection(), hashes);
        }
        var rows = new int[COUNT][count];
        var counts = new int[COUNT];
        var others = new int[count];
        var left = 0;
        for (var i = 0; i < count; i++) {
            // mixed once more, because the rows of one task share bits of the plain hash
            var part = (int) (Hashing.mix(level, hashes[i]) >>> Long.SIZE - BITS);
            if (wanted[part]) {
                rows[part][counts[part]++] = batch.selection().row(i);
            } else {
                others[left++] = batch.selection().row(i);
            }
        }
        var bytes = GatheredRows.bytes(batch);
        for (var i = 0; i < COUNT; i++) {
            if (counts[i] > 0) {
                parts.get(i).add(batch, Selection.of(rows[i], counts[i]), bytes * counts[i] / count);
            }
        }
        return Selection.of(others, left);
    }

    /** What to reserve for a table of the rows in memory. */
    long wanted() {
        var rows = 0L;
        var bytes = 0L;
        for (var part : parts) {
            rows += part.onDisk ? 0 : part.rows;
            bytes += part.onDisk ? 0 : part.bytes;
        }
        return bytes + JoinTable.overhead(rows);
    }

    /** Sends the largest partition in memory to disk; false if there is none with rows. */
    boolean spillLargest() {
        var largest = parts.stream()
                .filter(part -> !part.onDisk && part.rows > 0)
                .max(Comparator.comparingLong(part -> part.bytes));
        largest.ifPresent(Part::toDisk);
        return largest.isPresent();
    }

    /** Which partitions are on disk. */
    boolean[] onDisk() {
        var answer = new boolean[COUNT];
        for (var i = 0; i < COUNT; i++) {
            answer[i] = parts.get(i).onDisk;
        }
        return answer;
    }

    /** The rows that are still in memory; nothing is to be added any more. */
    GatheredRows inMemory() {
        var rows = new GatheredRows(types);
        for (var part : parts) {
            if (!part.onDisk) {
                part.flush();
                part.kept.forEach(rows::add);
            }
        }
        return rows;
    }

    /** Ends the writing and answers what is on disk. The files belong to the caller, who closes each. */
    List<SpilledRows> end() {
        var ended = parts.stream().map(Part::end).toList();
        parts.clear();
        return ended;
    }

    @Override
    public void close() {
        parts.forEach(Part::close);
        parts.clear();
    }

    private final class Part {
        private final List<Batch> kept = new ArrayList<>();
        private boolean onDisk;
        private @Nullable SpillFile file;
        private List<VectorBuilder> builders = builders();
        private int waiting;
        private long rows;
        private long bytes;

        private List<VectorBuilder> builders() {
            return types.stream().map(type -> VectorBuilder.of(type, 64)).toList();
        }

        private void add(Batch batch, Selection chosen, long chosenBytes) {
            for (var i = 0; i < types.size(); i++) {
                builders.get(i).append(batch.column(i), chosen);
            }
            waiting += chosen.count();
            rows += chosen.count();
            bytes += chosenBytes;
            if (waiting >= context.batchRows()) {
                flush();
            }
        }

        private void flush() {
            if (waiting == 0) {
                return;
            }
            var batch = Batch.of(
                    waiting, builders.stream().map(VectorBuilder::build).toArray(Vector[]::new));
            if (onDisk) {
                write(batch);
            } else {
                kept.add(batch);
            }
            waiting = 0;
            builders = builders();
        }

        private void write(Batch batch) {
            if (file == null) {
                file = context.spill().create();
            }
            file.write(batch);
        }

        private void toDisk() {
            onDisk = true;
            kept.forEach(this::write);
            kept.clear();
        }

        private SpilledRows end() {
            if (!onDisk) {
                return SpilledRows.NONE;
            }
            flush();
            if (file != null) {
                context.metrics().addSpilledBytes(file.end());
            }
            return new SpilledRows(Optional.ofNullable(file), rows, bytes);
        }

        private void close() {
            if (file != null) {
                file.close();
            }
        }
    }
}
