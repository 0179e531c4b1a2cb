package io.weir.connector;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.type.Schema;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Rows given as Java objects, as {@link Values} understands them: VALUES, and what a program hands to a query. One split. */
public record ValuesSource(Schema schema, List<? extends List<?>> rowValues) implements Source<ValuesSource.Rows> {
    /** The rows from a number on. */
    public record Rows(int from) implements Split {
        @Override
        public List<String> hosts() {
            return List.of();
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    public ValuesSource {
        rowValues = List.copyOf(rowValues);
    }

    @Override
    public boolean bounded() {
        return true;
    }

    @Override
    public String name() {
        return "values (" + rowValues.size() + ")";
    }

    @Override
    public Enumerator<Rows> enumerate(byte @Nullable [] restored) {
        return new OneSplit(new ArrayList<>(List.of(new Rows(0))));
    }

    @Override
    public Reader<Rows> open(Rows split, ReaderContext context) {
        return new RowReader(schema, rowValues, split.from(), context.batchRows());
    }

    private record OneSplit(List<Rows> left) implements Enumerator<Rows> {
        @Override
        public List<Rows> next(int wanted, String host) {
            return left.isEmpty() ? List.of() : List.of(left.remove(0));
        }

        @Override
        public void giveBack(List<Rows> splits) {
            left.addAll(splits);
        }

        @Override
        public byte[] snapshot() {
            return new byte[] {(byte) left.size()};
        }

        @Override
        public long totalBytes() {
            return 0;
        }

        @Override
        public int totalSplits() {
            return 1;
        }
    }

    private static final class RowReader implements Reader<Rows> {
        private final Schema schema;
        private final List<? extends List<?>> rows;
        private final int batchRows;
        private int next;

        RowReader(Schema schema, List<? extends List<?>> rows, int from, int batchRows) {
            this.schema = schema;
            this.rows = rows;
            this.next = from;
            this.batchRows = batchRows;
        }

        @Override
        public @Nullable Batch poll() {
            var count = Math.min(batchRows, rows.size() - next);
            if (count <= 0) {
                return null;
            }
            var columns = new ArrayList<Vector>();
            for (var i = 0; i < schema.size(); i++) {
                var builder = VectorBuilder.of(schema.type(i), count);
                for (var row = next; row < next + count; row++) {
                    Values.append(builder, rows.get(row).get(i));
                }
                columns.add(builder.build());
            }
            next += count;
            return Batch.of(count, Collections.unmodifiableList(columns));
        }

        @Override
        public boolean done() {
            return next >= rows.size();
        }

        @Override
        public CompletableFuture<?> ready() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Rows snapshot() {
            return new Rows(next);
        }
    }
}
