package io.weir.exchange;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.flow.Message;
import java.util.ArrayDeque;
import java.util.Deque;

/** Hands messages by reference from one thread to another, bounded by their number and their bytes. */
public final class LocalChannel implements Channel, Sender {
    private final ExchangeSettings settings;
    private final Deque<Message> messages = new ArrayDeque<>();
    private Runnable readable = () -> {};
    private Runnable writable = () -> {};
    private long bytes;
    private boolean closed;
    private boolean senderWaits;

    public LocalChannel(ExchangeSettings settings) {
        this.settings = settings;
    }

    @Override
    public synchronized void onReadable(Runnable wake) {
        readable = wake;
    }

    @Override
    public synchronized void onWritable(Runnable wake) {
        writable = wake;
    }

    @Override
    public void send(Message message) {
        Runnable wake;
        synchronized (this) {
            if (closed) {
                return;
            }
            messages.add(message);
            bytes += size(message);
            if (messages.size() > 1) {
                return;
            }
            wake = readable;
        }
        wake.run();
    }

    @Override
    public synchronized boolean isFull() {
        senderWaits = !closed && (messages.size() >= settings.channelBatches() || bytes >= settings.channelBytes());
        return senderWaits;
    }

    @Override
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public @Nullable Message poll() {
        Runnable wake;
        Message message;
        synchronized (this) {
            message = messages.poll();
            if (message == null) {
                return null;
            }
            bytes -= size(message);
            // half empty, so that sender and reader do not take turns batch by batch
            var roomy = messages.size() * 2 <= settings.channelBatches() && bytes * 2 <= settings.channelBytes();
            if (!senderWaits || !roomy) {
                return message;
            }
            senderWaits = false;
            wake = writable;
        }
        wake.run();
        return message;
    }

    @Override
    public void close() {
        Runnable wake;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            messages.clear();
            bytes = 0;
            wake = writable;
        }
        wake.run();
    }

    private static long size(Message message) {
        return message instanceof Batch batch ? batch.bytes() : 0;
    }
}
