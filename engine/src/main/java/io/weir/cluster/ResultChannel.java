package io.weir.cluster;

import io.weir.Nullable;
import io.weir.exchange.ExchangeSettings;
import io.weir.exchange.Sender;
import io.weir.flow.Batch;
import io.weir.flow.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The way of a job's answer to its client, bounded, and the news of the job's end. */
final class ResultChannel implements Sender {
    private final ExchangeSettings settings;
    private final Deque<Batch> batches = new ArrayDeque<>();
    private final List<Runnable> writers = new ArrayList<>();
    private @Nullable Outcome outcome;
    private long bytes;
    private boolean closed;

    ResultChannel(ExchangeSettings settings) {
        this.settings = settings;
    }

    @Override
    public synchronized void onWritable(Runnable wake) {
        writers.add(wake);
    }

    @Override
    public synchronized void send(Message message) {
        if (message instanceof Batch batch && !closed) {
            batches.add(batch);
            bytes += batch.bytes();
            notifyAll();
        }
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
            wakes = List.copyOf(writers);
        }
        wakes.forEach(Runnable::run);
        return batch;
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

    synchronized void end(Outcome ended) {
        outcome = ended;
        if (ended.failure().isPresent()) {
            batches.clear();
            bytes = 0;
        }
        notifyAll();
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
