package io.weir.exchange.socket;

import io.netty.buffer.ByteBuf;
import io.weir.EngineException;
import io.weir.Nullable;
import io.weir.exchange.ChannelAddress;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The writing end of a channel to another process. Messages become bytes on the task's thread and wait here until the reader has room;
 * the reader may come late. Fails once the connection is lost. Between the task's thread and the connection's.
 */
public final class SocketSender extends Outgoing implements Exchange.Offered {
    private final ChannelAddress address;
    private final EncoderPool encoders;
    private final CreditPool.Account room;
    private final Outlets outlets;
    private final int frameBytes;
    private final Deque<ByteBuf> waiting = new ArrayDeque<>();
    private Runnable writable = () -> {};
    private @Nullable Connection connection;
    private @Nullable EngineException failure;
    private int number;
    private int most;
    private long waitingBytes;
    private long credit;
    private boolean claimed;
    private boolean announced;
    private boolean senderWaits;
    private boolean ended;
    private boolean closed;

    SocketSender(
            ChannelAddress address, EncoderPool encoders, CreditPool.Account room, Outlets outlets, int frameBytes) {
        this.address = address;
        this.encoders = encoders;
        this.room = room;
        this.outlets = outlets;
        this.frameBytes = frameBytes;
        this.most = frameBytes;
    }

    ChannelAddress address() {
        return address;
    }

    /** Gives the sender to a reader; false if it has one. */
    synchronized boolean claim() {
        var free = !claimed;
        claimed = true;
        return free;
    }

    @Override
    public synchronized void onWritable(Runnable wake) {
        writable = wake;
    }

    @Override
    public void send(Message message) {
        int limit;
        synchronized (this) {
            if (closed) {
                return;
            }
            requireConnected();
            limit = most;
        }
        var encoded = encoders.encode(message, limit);
        var reader = add(encoded, message instanceof Signal.EndOfInput);
        if (reader != null) {
            reader.announce(this);
        }
    }

    /** Answers the connection if it must learn of it. */
    private synchronized @Nullable Connection add(List<ByteBuf> encoded, boolean last) {
        if (closed || failure != null) {
            encoded.forEach(ByteBuf::release);
            return null;
        }
        for (var buffer : encoded) {
            waiting.add(buffer);
            waitingBytes += buffer.readableBytes();
        }
        ended |= last;
        return announceable();
    }

    private @Nullable Connection announceable() {
        if (announced || credit == 0 || waiting.isEmpty()) {
            return null;
        }
        announced = connection != null;
        return connection;
    }

    /** Bytes that the connection has not taken yet. */
    synchronized long waitingBytes() {
        return waitingBytes;
    }

    private void requireConnected() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public synchronized boolean isFull() {
        requireConnected();
        senderWaits = !closed && waitingBytes >= room.share();
        return senderWaits;
    }

    @Override
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    void bind(Connection reader, int channel, int bytes) {
        synchronized (this) {
            connection = reader;
            number = channel;
            // a message should find room with the reader, so that it need not go beyond its share
            most = Math.min(frameBytes, bytes);
        }
        grant(bytes);
    }

    @Override
    synchronized int number() {
        return number;
    }

    @Override
    void grant(int bytes) {
        Connection reader;
        synchronized (this) {
            credit += bytes;
            reader = announceable();
        }
        if (reader != null) {
            reader.announce(this);
        }
    }

    @Override
    Taken take(int limit) {
        Taken taken;
        var wake = false;
        synchronized (this) {
            taken = takeBytes((int) Math.min(limit, credit));
            // half empty, so that task and connection do not take turns batch by batch
            if (senderWaits && waitingBytes * 2 <= room.share()) {
                senderWaits = false;
                wake = true;
            }
        }
        if (wake) {
            writable.run();
        }
        if (taken.last()) {
            leave();
        }
        return taken;
    }

    private Taken takeBytes(int limit) {
        var buffers = new ArrayList<ByteBuf>();
        var left = limit;
        while (left > 0 && !waiting.isEmpty()) {
            var first = waiting.element();
            var count = Math.min(left, first.readableBytes());
            buffers.add(count < first.readableBytes() ? first.readRetainedSlice(count) : waiting.remove());
            left -= count;
        }
        credit -= limit - left;
        waitingBytes -= limit - left;
        announced = credit > 0 && !waiting.isEmpty();
        return new Taken(buffers, announced, ended && waiting.isEmpty());
    }

    @Override
    void readerClosed() {
        clear(null);
    }

    @Override
    void fail(EngineException lost) {
        clear(lost);
    }

    /** The writing task is no more: what is still here is dropped. */
    @Override
    public void close() {
        Connection reader;
        synchronized (this) {
            reader = closed ? null : connection;
        }
        clear(null);
        if (reader != null) {
            reader.forget(this);
        }
    }

    private void clear(@Nullable EngineException lost) {
        Runnable wake;
        synchronized (this) {
            if (closed || failure != null) {
                return;
            }
            failure = lost;
            closed = lost == null;
            waiting.forEach(ByteBuf::release);
            waiting.clear();
            waitingBytes = 0;
            wake = writable;
        }
        leave();
        wake.run();
    }

    private void leave() {
        outlets.remove(this);
        room.close();
    }
}
