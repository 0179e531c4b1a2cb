package io.weir.exchange;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Cuts the stream of a channel's bytes, which comes in pieces of any size, into messages. One thread at a time. */
public final class MessageAssembly {
    private final ByteBuffer length = ByteBuffer.allocate(MessageCodec.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    private byte @Nullable [] message;
    private int filled;

    /** Takes bytes up to the end of a message and answers it without its length; null once the buffer is used up. */
    public byte @Nullable [] next(ByteBuffer in) {
        var current = message;
        if (current == null) {
            while (length.hasRemaining() && in.hasRemaining()) {
                length.put(in.get());
            }
            if (length.hasRemaining()) {
                return null;
            }
            current = begin(length.flip().getInt());
        }
        var count = Math.min(current.length - filled, in.remaining());
        in.get(current, filled, count);
        filled += count;
        if (filled < current.length) {
            return null;
        }
        message = null;
        return current;
    }

    private byte[] begin(int size) {
        if (size < 1) {
            throw new EngineException(
                    ErrorCode.INTERNAL, "a message of another task begins with a wrong length: " + size);
        }
        length.clear();
        filled = 0;
        message = new byte[size];
        return message;
    }

    /** How many bytes surely follow to end what has begun; 0 between two messages. */
    public int missing() {
        if (message != null) {
            return message.length - filled;
        }
        return length.position() == 0 ? 0 : length.remaining();
    }
}
