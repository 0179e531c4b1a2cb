package io.weir.task;

import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.operator.RuntimeFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads one split after the other, with the next one asked for and opened before the last is through. */
final class SourceInput implements Input {
    private static final Place FIRST = new Place(0, 0);

    /** A larger split waits until the one before is through: both would be in memory. */
    private static final long MOST_AHEAD = 32L << 20;

    /** A larger split waits until it is read: what waits for a join may wait for long, and a query may have many of them. */
    private static final long MOST_WAITING = 4L << 20;

    private final Source<Source.Split> source;
    private final SplitSupply supply;
    private final ReaderContext context;
    private final Mailbox mailbox;
    private final int filters;
    private final List<Narrowing> narrowings = new ArrayList<>();
    private Source.@Nullable Reader<Source.Split> reader;
    private Source.@Nullable Split current;
    private Source.@Nullable Split next;

    /** Of the next split: what it reads first is read while the task is busy with this one. */
    private Source.@Nullable Reader<Source.Split> ahead;

    private @Nullable CompletableFuture<?> watched;
    private boolean asked;
    private boolean exhausted;

    private record Narrowing(int column, RuntimeFilter filter) {}

    /** @param filters how many will come, or perhaps not */
    @SuppressWarnings("unchecked")
    SourceInput(Source<?> source, SplitSupply supply, ReaderContext context, Mailbox mailbox, int filters) {
        this.source = (Source<Source.Split>) source;
        this.supply = supply;
        this.context = context;
        this.mailbox = mailbox;
        this.filters = filters;
        ask();
    }

    @Override
    public Place place() {
        return FIRST;
    }

    String name() {
        return source.name();
    }

    @Override
    public @Nullable Message poll() throws Exception {
        var started = System.nanoTime();
        try {
            return read();
        } finally {
            context.metrics().addNanos(System.nanoTime() - started);
        }
    }

    @Override
    public void prepare() throws Exception {
        if (reader == null) {
            openAhead(MOST_WAITING);
        }
    }

    private @Nullable Message read() throws Exception {
        while (true) {
            if (reader != null) {
                openAhead(MOST_AHEAD);
                var batch = reader.poll();
                if (batch != null) {
                    context.metrics().addRowsOut(batch.rows());
                    return batch;
                }
                if (!reader.done()) {
                    watch(reader.ready());
                    return null;
                }
                finishSplit(reader);
            }
            if (next == null) {
                return exhausted ? new Signal.EndOfInput() : null;
            }
            begin(next);
        }
    }

    /** A reader that is ready already wakes the task at once, which is no loss: it polls again in its next slice. */
    private void watch(CompletableFuture<?> ready) {
        if (ready != watched || ready.isDone()) {
            watched = ready;
            var unused = ready.whenComplete((ignored, failure) -> mailbox.execute(() -> {}));
        }
    }

    private void begin(Source.Split split) throws Exception {
        reader = ahead == null ? open(split) : ahead;
        ahead = null;
        next = null;
        current = split;
        ask();
    }

    private Source.Reader<Source.Split> open(Source.Split split) throws Exception {
        var opened = source.open(split, context);
        narrowings.forEach(known -> opened.narrow(known.column(), known.filter()));
        return opened;
    }

    private void openAhead(long mostBytes) throws Exception {
        if (next != null && ahead == null && next.bytes() <= mostBytes) {
            ahead = open(next);
        }
    }

    private void finishSplit(Source.Reader<Source.Split> finished) {
        reader = null;
        watched = null;
        finished.close();
        if (current != null) {
            supply.finished(current);
            current = null;
        }
    }

    private void ask() {
        if (!asked && !exhausted) {
            asked = true;
            supply.request(mailbox, this::receive);
        }
    }

    private void receive(Optional<Source.Split> split) {
        asked = false;
        next = split.orElse(null);
        exhausted = split.isEmpty();
    }

    boolean awaitsFilter() {
        return narrowings.size() < filters;
    }

    /** Called on the task's thread, through its mailbox. */
    void narrow(int column, RuntimeFilter filter) {
        narrowings.add(new Narrowing(column, filter));
        if (reader != null) {
            reader.narrow(column, filter);
        }
        if (ahead != null) {
            ahead.narrow(column, filter);
        }
    }

    @Override
    public void close() {
        exhausted = true;
        next = null;
        var first = reader;
        var second = ahead;
        reader = null;
        ahead = null;
        try (second;
                first) {
            watched = null;
        }
    }
}
