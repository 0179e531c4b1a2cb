package io.weir.exchange.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.exchange.OutputReader;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Partitions of stored outputs on their way to a reader in another process. Holds one buffer, filled on an IO thread as far as the
 * reader has room. Owned by the connection's thread; an IO thread has the reader of files while it fills the buffer.
 */
final class ServedRange extends Outgoing {
    private final OutputReader reader;
    private final Executor io;
    private final ReadPermits permits;
    private final int frameBytes;
    private @Nullable Connection connection;
    private @Nullable ByteBuf buffer;
    private int number;
    private int credit;
    private boolean reading;
    private boolean closed;

    ServedRange(OutputReader reader, Executor io, ReadPermits permits, int frameBytes) {
        this.reader = reader;
        this.io = io;
        this.permits = permits;
        this.frameBytes = frameBytes;
    }

    @Override
    void bind(Connection to, int channel, int bytes) {
        connection = to;
        number = channel;
        grant(bytes);
    }

    @Override
    int number() {
        return number;
    }

    @Override
    void grant(int bytes) {
        credit += bytes;
        readOn();
    }

    private void readOn() {
        var to = connection;
        if (to == null || closed || reading || buffer != null || credit == 0 || reader.ended()) {
            return;
        }
        reading = true;
        var count = Math.min(credit, frameBytes);
        to.whenReadAllowed(() -> permits.acquire(() -> io.execute(() -> fill(to, count))));
    }

    private void fill(Connection to, int count) {
        var filled = PooledByteBufAllocator.DEFAULT.directBuffer(count, count);
        try {
            var target = filled.internalNioBuffer(0, count);
            var start = target.position();
            reader.read(target);
            filled.writerIndex(target.position() - start);
            to.execute(() -> filled(to, filled));
        } catch (Throwable failure) {
            filled.release();
            to.execute(() -> failed(to, explain(failure)));
        }
    }

    private static EngineException explain(Throwable failure) {
        return failure instanceof EngineException known
                ? known
                : new EngineException(
                        ErrorCode.INTERNAL, "cannot read stored rows for another process: " + failure, failure);
    }

    private void filled(Connection to, ByteBuf bytes) {
        reading = false;
        if (closed) {
            bytes.release();
            letGo(to);
            reader.close();
        } else {
            buffer = bytes;
            to.announce(this);
        }
    }

    private void failed(Connection to, EngineException failure) {
        reading = false;
        letGo(to);
        if (closed) {
            reader.close();
        } else {
            stop();
            to.refuse(number, failure);
        }
    }

    private void letGo(Connection to) {
        permits.release();
        to.readDone();
    }

    @Override
    Taken take(int limit) {
        var full = buffer;
        var to = connection;
        if (full == null || to == null) {
            return Taken.NOTHING;
        }
        buffer = null;
        credit -= full.readableBytes();
        letGo(to);
        readOn();
        var last = !reading && reader.ended();
        if (last) {
            stop();
        }
        return new Taken(List.of(full), false, last);
    }

    @Override
    void readerClosed() {
        stop();
    }

    @Override
    void fail(EngineException failure) {
        stop();
    }

    private void stop() {
        if (closed) {
            return;
        }
        closed = true;
        if (buffer != null && connection != null) {
            buffer.release();
            buffer = null;
            letGo(connection);
        }
        if (!reading) {
            reader.close();
        }
    }
}
