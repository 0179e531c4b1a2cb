package io.weir.cluster;

import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.flow.Batch;
import io.weir.operator.RuntimeFilter;
import io.weir.type.DataType;
import io.weir.type.Schema;
import io.weir.vector.LongVector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The numbers from 0 on, a split for each range; every other poll of a reader has to wait for the IO executor. */
record Numbers(int splits, int rowsPerSplit, Tally tally) implements Source<Numbers.Range> {
    record Range(long from, long to) implements Source.Split {
        @Override
        public List<String> hosts() {
            return List.of();
        }

        @Override
        public long bytes() {
            return (to - from) * 8;
        }
    }

    /** What is open now, and was ever. Shared by the threads of a test. */
    static final class Tally implements java.io.Serializable {
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        final AtomicInteger closedTwice = new AtomicInteger();
        final AtomicInteger narrowed = new AtomicInteger();
    }

    @Override
    public Schema schema() {
        return Schema.of(new Schema.Field("n", DataType.Scalar.BIGINT));
    }

    @Override
    public boolean bounded() {
        return true;
    }

    @Override
    public Enumerator<Range> enumerate(byte @Nullable [] restored) {
        tally.opened.incrementAndGet();
        return new Enumerator<>() {
            private int next;

            @Override
            public List<Range> next(int wanted, String host) {
                var found = new ArrayList<Range>();
                for (; found.size() < wanted && next < splits; next++) {
                    found.add(new Range((long) next * rowsPerSplit, (next + 1L) * rowsPerSplit));
                }
                return found;
            }

            @Override
            public void giveBack(List<Range> given) {
                throw new UnsupportedOperationException();
            }

            @Override
            public byte[] snapshot() {
                return new byte[0];
            }

            @Override
            public long totalBytes() {
                return 8L * splits * rowsPerSplit;
            }

            @Override
            public int totalSplits() {
                return splits;
            }

            @Override
            public void close() {
                tally.closed.incrementAndGet();
            }
        };
    }

    @Override
    public Reader<Range> open(Range split, ReaderContext context) {
        tally.opened.incrementAndGet();
        return new RangeReader(split, context);
    }

    private final class RangeReader implements Reader<Range> {
        private final ReaderContext context;
        private final long to;
        private long next;
        private @Nullable CompletableFuture<Void> fetched;
        private boolean closed;

        RangeReader(Range split, ReaderContext context) {
            this.context = context;
            this.next = split.from();
            this.to = split.to();
        }

        @Override
        public @Nullable Batch poll() {
            if (done()) {
                return null;
            }
            if (fetched == null || !fetched.isDone()) {
                return null;
            }
            fetched = null;
            var rows = (int) Math.min(context.batchRows(), to - next);
            var values = new long[rows];
            for (var i = 0; i < rows; i++) {
                values[i] = next++;
            }
            return Batch.of(new LongVector(DataType.Scalar.BIGINT, values, null, rows));
        }

        @Override
        public boolean done() {
            return next == to;
        }

        @Override
        public CompletableFuture<?> ready() {
            if (fetched == null) {
                fetched = CompletableFuture.runAsync(() -> {}, context.io());
            }
            return fetched;
        }

        @Override
        public Range snapshot() {
            return new Range(next, to);
        }

        @Override
        public void narrow(int column, RuntimeFilter filter) {
            tally.narrowed.incrementAndGet();
        }

        @Override
        public void close() {
            tally.closed.incrementAndGet();
            if (closed) {
                tally.closedTwice.incrementAndGet();
            }
            closed = true;
        }
    }
}
