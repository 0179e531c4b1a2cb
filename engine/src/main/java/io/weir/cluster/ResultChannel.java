package io.weir.cluster;

import io.weir.Nullable;
import io.weir.exchange.Channel;
import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.Sender;
import io.weir.flow.Batch;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way of a job's answer to its client, bounded, and the news of the job's end. A small answer is held until the job has ended: it
 * may be made anew till then, and be read anew after that. A large one flows as it comes, once.
 */
final class ResultChannel implements Sender {
    private final ExchangeSettings settings;
    private final long mostHeld;
    private final Deque<Batch> batches = new ArrayDeque<>();
    private final List<Runnable> writers = new ArrayList<>();
    private final List<Consumer<Outcome>> ends = new ArrayList<>();
    private @Nullable Outcome outcome;
    private long bytes;

    /** What the reader of an answer that was held does not have yet. */
    private @Nullable Iterator<Batch> rest;

    private @Nullable Reader reader;
    private boolean flows;
    private boolean closed;
    private boolean taken;
    private Runnable readable = () -> {};

    /** @param mostHeld bytes of an answer that is held */
    ResultChannel(ExchangeSettings settings, long mostHeld) {
        this.settings = settings;
        this.mostHeld = mostHeld;
        this.flows = mostHeld == 0;
    }

    @Override
    public synchronized void onWritable(Runnable wake) {
        writers.add(wake);
    }

    /** Names what to call when there may be a batch or the end. */
    synchronized void onReadable(Runnable wake) {
        readable = wake;
    }

    @Override
    public void send(Message message) {
        Runnable wake;
        synchronized (this) {
            if (!(message instanceof Batch batch) || closed) {
                return;
            }
            batches.add(batch);
            bytes += batch.bytes();
            flows |= bytes > mostHeld;
            wake = readable;
            notifyAll();
        }
        wake.run();
    }

    /** The answer is made anew. False if the client has some of it already. */
    synchronized boolean restart() {
        if (taken) {
            return false;
        }
        batches.clear();
        bytes = 0;
        flows = mostHeld == 0;
        return true;
    }

    @Override
    public synchronized boolean isFull() {
        return !closed && flows && (batches.size() >= settings.channelBatches() || bytes >= settings.channelBytes());
    }

    /** Rows for a client that has left are dropped, but the job goes on to its end. */
    @Override
    public boolean isClosed() {
        return false;
    }

    private boolean isReadable() {
        return flows ? !batches.isEmpty() : outcome != null && rest().hasNext();
    }

    /** Of an answer that changes no more. */
    private Iterator<Batch> rest() {
        var known = rest;
        if (known == null) {
            known = batches.iterator();
            rest = known;
        }
        return known;
    }

    /** The next batch if one is there. */
    @Nullable
    Batch poll() {
        Batch batch;
        List<Runnable> wakes;
        synchronized (this) {
            if (!isReadable()) {
                return null;
            }
            if (!flows) {
                return rest().next();
            }
            batch = batches.remove();
            bytes -= batch.bytes();
            taken = true;
            wakes = List.copyOf(writers);
        }
        wakes.forEach(Runnable::run);
        return batch;
    }

    /**
     * The way for who moves it on: batches, then the end of input if the job has succeeded. A later one begins anew and former ones get
     * no more; null if a former one has taken rows that are gone.
     */
    @Nullable
    Channel channel() {
        synchronized (this) {
            if (taken) {
                return null;
            }
            rest = null;
            reader = new Reader();
            return reader;
        }
    }

    private final class Reader implements Channel {
        @Override
        public @Nullable Message poll() {
            if (!isPresent(this)) {
                return null;
            }
            var over = succeeded();
            var batch = ResultChannel.this.poll();
            return batch == null && over ? new Signal.EndOfInput() : batch;
        }

        @Override
        public void onReadable(Runnable wake) {
            ResultChannel.this.onReadable(wake);
        }

        @Override
        public void close() {}
    }

    private synchronized boolean isPresent(Reader one) {
        return one.equals(reader);
    }

    private synchronized boolean succeeded() {
        return outcome != null && outcome.failure().isEmpty();
    }

    /** Tells the end, at once if it has come. */
    void onEnd(Consumer<Outcome> listener) {
        Outcome known;
        synchronized (this) {
            known = outcome;
            if (known == null) {
                ends.add(listener);
                return;
            }
        }
        listener.accept(known);
    }

    /** Waits for a batch; null once the job has succeeded. Throws the job's error. */
    @Nullable
    Batch take() throws InterruptedException {
        synchronized (this) {
            while (!isReadable() && outcome == null) {
                wait();
            }
            var failure = outcome == null ? null : outcome.failure().orElse(null);
            if (failure != null) {
                throw failure;
            }
        }
        return poll();
    }

    /** Waits for the end, whatever it is. */
    synchronized Outcome awaitEnd() throws InterruptedException {
        while (outcome == null) {
            wait();
        }
        return outcome;
    }

    @Nullable
    synchronized Outcome outcome() {
        return outcome;
    }

    void end(Outcome ended) {
        Runnable wake;
        List<Consumer<Outcome>> listeners;
        synchronized (this) {
            outcome = ended;
            if (ended.failure().isPresent()) {
                batches.clear();
                bytes = 0;
            }
            wake = readable;
            listeners = List.copyOf(ends);
            notifyAll();
        }
        wake.run();
        listeners.forEach(listener -> listener.accept(ended));
    }

    /** The client wants no more rows. */
    void close() {
        List<Runnable> wakes;
        synchronized (this) {
            closed = true;
            batches.clear();
            rest = null;
            bytes = 0;
            wakes = List.copyOf(writers);
        }
        wakes.forEach(Runnable::run);
    }
}
