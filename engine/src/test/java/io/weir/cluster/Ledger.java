package io.weir.cluster;

import io.weir.connector.Sink;
import io.weir.connector.SinkContext;
import io.weir.flow.Batch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbers written down; the tokens are the numbers. Fails at a batch, if that is not negative. */
record Ledger(Numbers.Tally tally, int failsAt, AtomicInteger aborted) implements Sink {
    static final Map<Numbers.Tally, List<Long>> COMMITTED = new ConcurrentHashMap<>();

    Ledger(Numbers.Tally tally, int failsAt) {
        this(tally, failsAt, new AtomicInteger());
    }

    @Override
    public Writer open(SinkContext context) {
        tally.opened.incrementAndGet();
        return new Writer() {
            private final List<byte[]> tokens = new ArrayList<>();
            private int batches;

            @Override
            public void write(Batch batch) {
                if (batches++ == failsAt) {
                    throw new IllegalStateException("the ledger is full");
                }
                for (var value : Steps.numbers(batch)) {
                    tokens.add(ByteBuffer.allocate(8).putLong(value).array());
                }
            }

            @Override
            public List<byte[]> prepare(long checkpoint) {
                return tokens;
            }

            @Override
            public byte[] snapshot(long checkpoint) {
                return new byte[0];
            }

            @Override
            public void close() {
                tally.closed.incrementAndGet();
            }
        };
    }

    @Override
    public Committer committer() {
        tally.opened.incrementAndGet();
        return new Committer() {
            @Override
            public long commit(long checkpoint, List<byte[]> tokens) {
                var numbers = tokens.stream()
                        .map(token -> ByteBuffer.wrap(token).getLong())
                        .toList();
                COMMITTED.put(tally, numbers);
                return numbers.size();
            }

            @Override
            public void abort(List<byte[]> tokens) {
                aborted.incrementAndGet();
            }

            @Override
            public void close() {
                tally.closed.incrementAndGet();
            }
        };
    }
}
