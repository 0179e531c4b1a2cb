package io.weir.cluster;

import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Sink;
import io.weir.connector.SinkContext;
import io.weir.connector.Source;
import io.weir.flow.Batch;
import io.weir.graph.Dataflow;
import io.weir.graph.Partitioning;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.type.DataType;
import io.weir.type.Schema;
import io.weir.vector.LongVector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Splits of ten numbers each, whose stage ends; then a stage that waits at a gate. Processes within a test know it by its name. */
record TakeoverFlow(String name) implements Source<TakeoverFlow.Tens> {
    static final int SPLITS = 8;
    static final int TASKS = 2;

    private static final Map<String, Watch> WATCHES = new ConcurrentHashMap<>();
    private static final Schema SCHEMA = Schema.of(new Schema.Field("n", DataType.Scalar.BIGINT));

    /** What a test sees of it, and its gate. */
    static final class Watch {
        final AtomicInteger splitsRead = new AtomicInteger();
        final AtomicInteger commits = new AtomicInteger();
        final CountDownLatch arrived = new CountDownLatch(TASKS);
        final CountDownLatch gate = new CountDownLatch(1);
    }

    Watch watch() {
        return WATCHES.computeIfAbsent(name, absent -> new Watch());
    }

    static long sum() {
        var last = SPLITS * 10L - 1;
        return last * (last + 1) / 2;
    }

    Dataflow answering() {
        return flow(Optional.empty(), OptionalInt.of(3));
    }

    Dataflow writing() {
        return flow(Optional.of(new Ledger(this)), OptionalInt.empty());
    }

    private Dataflow flow(Optional<Sink> sink, OptionalInt answering) {
        var many = new Dataflow.Parallelism(1, TASKS);
        var one = new Dataflow.Parallelism(1, 1);
        OperatorFactory gate = context -> new Gate(this);
        OperatorFactory sum = Sum::new;
        var input = new Dataflow.Input(this, Map.of());
        var stages = List.of(
                new Dataflow.Stage(1, "tens", "tens", many, Optional.of(input), List.of(), Optional.empty()),
                new Dataflow.Stage(2, "gate", "gate", many, Optional.empty(), List.of(gate), Optional.empty()),
                new Dataflow.Stage(3, "sum", "sum", one, Optional.empty(), List.of(sum), sink));
        var edges = List.of(
                new Dataflow.Edge(1, 0, 2, 0, 0, SCHEMA, new Partitioning.Hash(List.of(0)), Dataflow.Delivery.BLOCKING),
                new Dataflow.Edge(2, 0, 3, 0, 0, SCHEMA, new Partitioning.Single(), Dataflow.Delivery.PIPELINED));
        return new Dataflow("takeover", stages, edges, answering);
    }

    static Batch batch(long... values) {
        return Batch.of(new LongVector(DataType.Scalar.BIGINT, values, null, values.length));
    }

    static long[] numbers(Batch batch) {
        var values = ((LongVector) batch.compact().column(0).flat()).values();
        return Arrays.copyOf(values, batch.rows());
    }

    private record Gate(TakeoverFlow flow) implements Operator {
        @Override
        public void process(int input, Batch batch, Output output) throws Exception {
            flow.watch().arrived.countDown();
            flow.watch().gate.await();
            output.emit(batch);
        }
    }

    private static final class Sum implements Operator {
        private long sum;

        Sum(OperatorContext context) {}

        @Override
        public void process(int input, Batch batch, Output output) {
            sum += Arrays.stream(numbers(batch)).sum();
        }

        @Override
        public void finish(int input, Output output) throws Exception {
            output.emit(batch(sum));
        }
    }

    record Tens(long from) implements Source.Split {
        @Override
        public List<String> hosts() {
            return List.of();
        }

        @Override
        public long bytes() {
            return 80;
        }
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public boolean bounded() {
        return true;
    }

    @Override
    public Enumerator<Tens> enumerate(byte @Nullable [] restored) {
        return new Enumerator<>() {
            private int next;

            @Override
            public List<Tens> next(int wanted, String host) {
                var found = new ArrayList<Tens>();
                for (; found.size() < wanted && next < SPLITS; next++) {
                    found.add(new Tens(next * 10L));
                }
                return found;
            }

            @Override
            public void giveBack(List<Tens> given) {
                throw new UnsupportedOperationException();
            }

            @Override
            public byte[] snapshot() {
                return new byte[0];
            }

            @Override
            public long totalBytes() {
                return 80L * SPLITS;
            }
        };
    }

    @Override
    public Reader<Tens> open(Tens split, ReaderContext context) {
        watch().splitsRead.incrementAndGet();
        return new Reader<>() {
            private boolean read;

            @Override
            public @Nullable Batch poll() {
                if (read) {
                    return null;
                }
                read = true;
                var values = new long[10];
                Arrays.setAll(values, i -> split.from() + i);
                return batch(values);
            }

            @Override
            public boolean done() {
                return read;
            }

            @Override
            public CompletableFuture<?> ready() {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public Tens snapshot() {
                return split;
            }
        };
    }

    /** Its tokens are numbers, and the rows that it tells of a commit their sum. */
    private record Ledger(TakeoverFlow flow) implements Sink {
        @Override
        public Writer open(SinkContext context) {
            return new Writer() {
                private final List<byte[]> tokens = new ArrayList<>();

                @Override
                public void write(Batch batch) {
                    for (var number : numbers(batch)) {
                        tokens.add(ByteBuffer.allocate(8).putLong(number).array());
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
                public void close() {}
            };
        }

        @Override
        public Committer committer() {
            return new Committer() {
                @Override
                public long commit(long checkpoint, List<byte[]> tokens) {
                    flow.watch().commits.incrementAndGet();
                    return tokens.stream()
                            .mapToLong(token -> ByteBuffer.wrap(token).getLong())
                            .sum();
                }

                @Override
                public void abort(List<byte[]> tokens) {
                    throw new AssertionError("nothing here is to be withdrawn");
                }
            };
        }
    }
}
