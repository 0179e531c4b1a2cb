package io.weir.exchange.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.exchange.Compression;
import io.weir.exchange.MessageEncoder;
import io.weir.flow.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Encoders for all senders of a process: as many as threads encode at once. Used by the threads of all tasks. */
final class EncoderPool {
    /** A larger one made an exceptional message and is not kept. */
    private static final int LARGEST_KEPT = 4 << 20;

    private final Compression compression;
    private final ByteBufAllocator allocator;
    private final int bufferBytes;
    private final Deque<MessageEncoder> idle = new ArrayDeque<>();

    EncoderPool(Compression compression, ByteBufAllocator allocator, int bufferBytes) {
        this.compression = compression;
        this.allocator = allocator;
        this.bufferBytes = bufferBytes;
    }

    /** The message's bytes in buffers outside of the heap; batches in messages of at most {@code most} bytes, as far as possible. */
    List<ByteBuf> encode(Message message, int most) {
        var encoder = borrow();
        encoder.add(message, most);
        var buffers = copy(encoder);
        giveBack(encoder);
        return buffers;
    }

    private List<ByteBuf> copy(MessageEncoder encoder) {
        var buffers = new ArrayList<ByteBuf>();
        try {
            for (var from = 0; from < encoder.size(); from += bufferBytes) {
                var count = Math.min(bufferBytes, encoder.size() - from);
                buffers.add(allocator.directBuffer(count, count).writeBytes(encoder.bytes(), from, count));
            }
            return buffers;
        } catch (Throwable failure) {
            buffers.forEach(ByteBuf::release);
            throw failure;
        }
    }

    private synchronized MessageEncoder borrow() {
        var encoder = idle.poll();
        return encoder == null ? new MessageEncoder(compression) : encoder;
    }

    private void giveBack(MessageEncoder encoder) {
        encoder.clear();
        if (encoder.capacity() <= LARGEST_KEPT) {
            synchronized (this) {
                idle.push(encoder);
            }
        }
    }
}
