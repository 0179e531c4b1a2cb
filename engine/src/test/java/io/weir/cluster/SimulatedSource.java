package io.weir.cluster;

import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** Splits that are numbers. Its enumerator fails at one of them, if that is not negative. */
record SimulatedSource(long books, int job, int splits, int failsAt) implements Source<SimulatedSource.Numbered> {
    record Numbered(int number) implements Source.Split {
        @Override
        public List<String> hosts() {
            return List.of();
        }

        @Override
        public long bytes() {
            return 1;
        }
    }

    @Override
    public Schema schema() {
        return Flows.SCHEMA;
    }

    @Override
    public boolean bounded() {
        return true;
    }

    @Override
    public Enumerator<Numbered> enumerate(byte @Nullable [] restored) {
        var written = Books.of(books).written(job);
        written.opened++;
        return new Enumerator<>() {
            private int next;

            @Override
            public List<Numbered> next(int wanted, String host) {
                var found = new ArrayList<Numbered>();
                for (; found.size() < wanted && next < splits; next++) {
                    if (next == failsAt) {
                        throw new IllegalStateException("injected: no more splits are found");
                    }
                    found.add(new Numbered(next));
                }
                return found;
            }

            @Override
            public void giveBack(List<Numbered> given) {
                throw new UnsupportedOperationException();
            }

            @Override
            public byte[] snapshot() {
                return new byte[0];
            }

            @Override
            public long totalBytes() {
                return splits;
            }

            @Override
            public void close() {
                written.closed++;
            }
        };
    }

    @Override
    public Reader<Numbered> open(Numbered split, ReaderContext context) {
        throw new AssertionError("tasks are simulated");
    }
}
