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
import java.util.List;
import java.util.function.Consumer;

/** The way of a job's answer to its client, bounded, and the news of the job's end. */
final class ResultChannel implements Sender {
    private final ExchangeSettings settings;
    private final Deque<Batch> batches = new ArrayDeque<>();
    private final List<Runnable> writers = new ArrayList<>();
    private final List<Consumer<Outcome>> ends = new ArrayList<>();
    private @Nullable Outcome outcome;
    private long bytes;
    private boolean closed;
    private boolean taken;
    private Runnable readable = () -> {};

    ResultChannel(ExchangeSettings settings) {
        this.settings = settings;
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
        return true;
    }

    @Override
    public synchronized boolean isFull() {
        return !closed && (batches.size() >= settings.channelBatches() || bytes >= settings.channelBytes());
    }

    /** Rows for a client that has left are dropped, but the job goes on to its end. */
    @Override
    public boolean isClosed() {
        return false;
    }

    /** The next batch if one is there. */
    @Nullable
    Batch poll() {
        Batch batch;
        List<Runnable> wakes;
        synchronized (this) {
            batch = batches.poll();
            if (batch == null) {
                return null;
            }
            bytes -= batch.bytes();
            taken = true;
            wakes = List.copyOf(writers);
        }
        wakes.forEach(Runnable::run);
        return batch;
    }

    /** The way for who moves it on: batches, then the end of input if the job has succeeded. */
    Channel channel() {
        return new Channel() {
            @Override
            public @Nullable Message poll() {
                var over = succeeded();
                var batch = ResultChannel.this.poll();
                return batch == null && over ? new Signal.EndOfInput() : batch;
            }

            @Override
            public void onReadable(Runnable wake) {
                ResultChannel.this.onReadable(wake);
            }

            @Override
            public void close() {
                ResultChannel.this.close();
            }
        };
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
            while (batches.isEmpty() && outcome == null) {
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
            bytes = 0;
            wakes = List.copyOf(writers);
        }
        wakes.forEach(Runnable::run);
    }
}
