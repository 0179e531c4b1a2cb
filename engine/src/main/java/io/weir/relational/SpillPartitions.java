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
import java.util.List;
import java.util.Optional;

/** Rows on disk, in one file a range of the hash of their keys. Each level of partitions looks at other bits of it. */
final class SpillPartitions implements AutoCloseable {
    static final int COUNT = 16;
    private static final int BITS = 4;

    private final List<DataType> types;
    private final int[] keys;
    private final int level;
    private final OperatorContext context;
    private final List<Part> parts = new ArrayList<>();

    SpillPartitions(List<DataType> types, int[] keys, int level, OperatorContext context) {
        this.types = types;
        this.keys = keys;
        this.level = level;
        this.context = context;
        for (var i = 0; i < COUNT; i++) {
            parts.add(new Part());
        }
    }

    void add(Batch batch) {
        var count = batch.rows();
        var hashes = new long[count];
        for (var key : keys) {
            Hashing.combine(batch.column(key), batch.selection(), hashes);
        }
        var rows = new int[COUNT][count];
        var counts = new int[COUNT];
        for (var i = 0; i < count; i++) {
            // mixed once more, because the rows of one task share bits of the plain hash
            var part = (int) (Hashing.mix(level, hashes[i]) >>> Long.SIZE - BITS);
            rows[part][counts[part]++] = batch.selection().row(i);
        }
        for (var i = 0; i < COUNT; i++) {
            parts.get(i).add(batch, Selection.of(rows[i], counts[i]));
        }
    }

    /** Ends the writing. The files belong to the caller, who closes each. */
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
        private @Nullable SpillFile file;
        private List<VectorBuilder> builders = builders();
        private int waiting;
        private long rows;
        private long bytes;

        private List<VectorBuilder> builders() {
            return types.stream().map(type -> VectorBuilder.of(type, 64)).toList();
        }

        private void add(Batch batch, Selection chosen) {
            if (chosen.isEmpty()) {
                return;
            }
            for (var i = 0; i < types.size(); i++) {
                builders.get(i).append(batch.column(i), chosen);
            }
            waiting += chosen.count();
            if (waiting >= context.batchRows()) {
                flush();
            }
        }

        private void flush() {
            var batch = Batch.of(
                    waiting, builders.stream().map(VectorBuilder::build).toArray(Vector[]::new));
            if (file == null) {
                file = context.spill().create();
            }
            file.write(batch);
            rows += waiting;
            bytes += batch.bytes();
            waiting = 0;
            builders = builders();
        }

        private SpilledRows end() {
            if (waiting > 0) {
                flush();
            }
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
