package io.weir.exchange.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;

/** Finds the frames in a connection's bytes. Bytes of data are passed on as they come, not gathered first. */
final class FrameReader {
    /** What an OPEN for ten thousands of writers needs. */
    private static final int LONGEST_BODY = 4 << 20;

    private final Sink sink;
    private final ByteBuf header = Unpooled.buffer(Frames.HEADER, Frames.HEADER);
    private Frames.Kind kind = Frames.Kind.DATA;
    private int number;
    private int left;
    private @Nullable ByteBuf body;

    FrameReader(Sink sink) {
        this.sink = sink;
    }

    /** Takes frames; what it is given is only lent. */
    interface Sink {
        /** The next bytes of a channel, any number of them. */
        void data(int number, ByteBuf bytes);

        /** A frame of another kind, whole. */
        void control(Frames.Kind kind, int number, ByteBuf frame);
    }

    void read(ByteBuf in) {
        while (in.isReadable()) {
            if (left == 0) {
                in.readBytes(header, Math.min(header.writableBytes(), in.readableBytes()));
                if (header.isWritable()) {
                    return;
                }
                begin();
            } else if (kind == Frames.Kind.DATA) {
                var count = Math.min(left, in.readableBytes());
                left -= count;
                sink.data(number, in.readSlice(count));
            } else {
                gather(in);
            }
        }
    }

    private void begin() {
        var code = header.readByte();
        number = header.readInt();
        left = header.readInt();
        header.clear();
        var known = code >= 0 && code < Frames.KINDS.size();
        kind = known ? Frames.KINDS.get(code) : kind;
        if (!known || left < 0 || kind != Frames.Kind.DATA && left > LONGEST_BODY) {
            throw new EngineException(
                    ErrorCode.CONNECTION, "a frame that nobody sends: kind " + code + ", " + left + " bytes");
        }
        if (left == 0 && kind != Frames.Kind.DATA) {
            sink.control(kind, number, Unpooled.EMPTY_BUFFER);
        }
    }

    private void gather(ByteBuf in) {
        var gathered = body == null ? Unpooled.buffer(left, left) : body;
        body = gathered;
        var count = Math.min(left, in.readableBytes());
        gathered.writeBytes(in, count);
        left -= count;
        if (left == 0) {
            body = null;
            sink.control(kind, number, gathered);
        }
    }
}
