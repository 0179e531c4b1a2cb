package io.weir.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.flow.Batch;
import io.weir.flow.Signal;
import io.weir.memory.MemoryPool;
import io.weir.operator.EveryRow;
import io.weir.operator.OperatorMetrics;
import io.weir.operator.RuntimeFilter;
import io.weir.type.DataType;
import io.weir.type.Schema;
import io.weir.vector.LongVector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SourceInputTest {
    private static final long LARGE = 33L << 20;

    /** What happened to readers, in order; a reader has the name of its split. */
    private final List<String> events = new ArrayList<>();

    private final Mailbox mailbox = new Mailbox(() -> {});

    @Test
    void theNextSplitIsOpenedBeforeTheLastIsThrough() throws Exception {
        try (var input = input(new Piece("a", 1), new Piece("b", 1), new Piece("c", 1))) {
            readAll(input);
        }
        assertEquals(
                List.of(
                        "open a",
                        "open b",
                        "row of a",
                        "close a",
                        "finished a",
                        "open c",
                        "row of b",
                        "close b",
                        "finished b",
                        "row of c",
                        "close c",
                        "finished c"),
                events);
    }

    @Test
    void aLargeSplitWaitsUntilTheOneBeforeIsThrough() throws Exception {
        try (var input = input(new Piece("a", 1), new Piece("b", LARGE))) {
            readAll(input);
        }
        assertEquals(
                List.of("open a", "row of a", "close a", "finished a", "open b", "row of b", "close b", "finished b"),
                events);
    }

    @Test
    void theFirstSplitIsOpenedWhileNothingIsTaken() throws Exception {
        try (var input = input(new Piece("a", 1), new Piece("b", 1))) {
            mailbox.runPending();
            input.prepare();
            input.prepare();
            assertEquals(List.of("open a"), events);
            input.narrow(0, new EveryRow());
            assertEquals(List.of("open a", "narrow a"), events);
            readAll(input);
        }
        assertEquals(1, events.stream().filter("open a"::equals).count());
        assertEquals("finished b", events.get(events.size() - 1));
    }

    @Test
    void whatIsNotReadAfterAllIsClosed() throws Exception {
        try (var input = input(new Piece("a", 1))) {
            mailbox.runPending();
            input.prepare();
        }
        assertEquals(List.of("open a", "close a"), events);
    }

    @Test
    void aLargeSplitIsNotOpenedBeforeItIsTaken() throws Exception {
        try (var input = input(new Piece("a", 5L << 20))) {
            mailbox.runPending();
            input.prepare();
            assertEquals(List.of(), events);
        }
    }

    @Test
    void aFilterReachesTheSplitThatWaits() throws Exception {
        try (var input = input(new Piece("a", 1), new Piece("b", 1), new Piece("c", 1))) {
            mailbox.runPending();
            input.poll();
            mailbox.runPending();
            input.poll();
            events.clear();
            input.narrow(0, new EveryRow());
            assertEquals(List.of("narrow a", "narrow b"), events);
            readAll(input);
        }
        assertEquals(1, events.stream().filter("narrow c"::equals).count());
    }

    @Test
    void bothAreClosedEvenIfOneFails() throws Exception {
        var input = input(new Piece("bad", 1), new Piece("b", 1));
        mailbox.runPending();
        input.poll();
        mailbox.runPending();
        input.poll();
        events.clear();
        assertThrows(IllegalStateException.class, input::close);
        assertEquals(List.of("close bad", "close b"), events);
        input.close();
        assertEquals(2, events.size(), "closed once");
    }

    private SourceInput input(Piece... pieces) {
        var left = new ArrayDeque<>(List.of(pieces));
        var context = new ReaderContext(16, new MemoryPool(1 << 20), new OperatorMetrics(), Runnable::run);
        return new SourceInput(new Pieces(events), new Supply(left, events), context, mailbox, 1);
    }

    private void readAll(SourceInput input) throws Exception {
        while (true) {
            mailbox.runPending();
            var message = input.poll();
            if (message instanceof Signal) {
                assertInstanceOf(Signal.EndOfInput.class, message);
                return;
            }
        }
    }

    private record Piece(String name, long bytes) implements Source.Split {
        @Override
        public List<String> hosts() {
            return List.of();
        }
    }

    private record Supply(Queue<Piece> left, List<String> events) implements SplitSupply {
        @Override
        public void request(Executor home, Consumer<Optional<Source.Split>> answer) {
            home.execute(() -> answer.accept(Optional.ofNullable(left.poll())));
        }

        @Override
        public void finished(Source.Split split) {
            events.add("finished " + ((Piece) split).name);
        }
    }

    private record Pieces(List<String> events) implements Source<Piece> {
        @Override
        public Schema schema() {
            return Schema.of(new Schema.Field("n", DataType.Scalar.BIGINT));
        }

        @Override
        public boolean bounded() {
            return true;
        }

        @Override
        public Enumerator<Piece> enumerate(byte @Nullable [] restored) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Reader<Piece> open(Piece split, ReaderContext context) {
            events.add("open " + split.name);
            return new PieceReader(split, events);
        }
    }

    /** Has nothing at the first poll. */
    private static final class PieceReader implements Source.Reader<Piece> {
        private final Piece piece;
        private final List<String> events;
        private int polls;

        PieceReader(Piece piece, List<String> events) {
            this.piece = piece;
            this.events = events;
        }

        @Override
        public @Nullable Batch poll() {
            polls++;
            if (polls == 1 || done()) {
                return null;
            }
            events.add("row of " + piece.name);
            return Batch.of(new LongVector(DataType.Scalar.BIGINT, new long[] {polls}, null, 1));
        }

        @Override
        public boolean done() {
            return polls > 2;
        }

        @Override
        public CompletableFuture<?> ready() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Piece snapshot() {
            return piece;
        }

        @Override
        public void narrow(int column, RuntimeFilter filter) {
            events.add("narrow " + piece.name);
        }

        @Override
        public void close() {
            events.add("close " + piece.name);
            if (piece.name.equals("bad")) {
                throw new IllegalStateException("this one fails");
            }
        }
    }
}
