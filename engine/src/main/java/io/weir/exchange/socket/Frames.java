package io.weir.exchange.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.Attempt;
import io.weir.exchange.ChannelAddress;
import io.weir.exchange.PartitionRange;
import io.weir.exchange.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What travels on a connection after the handshake. Readers number their channels; both ends may be readers.
 *
 * <pre>
 *   frame: kind (byte), number of the channel (int), length of the body (int), body
 *
 *   OPEN    reader to writer   credit (int), what is wanted
 *   CREDIT  reader to writer   more credit (int)
 *   CLOSE   reader to writer   nothing more is wanted
 *   DATA    writer to reader   the next bytes of the channel's messages
 *   FAIL    writer to reader   error code, message: nothing follows
 * </pre>
 */
final class Frames {
    static final int HEADER = 1 + 2 * Integer.BYTES;

    private static final int CHANNEL = 0;
    private static final int PARTITIONS = 1;

    /** Each at the place that is its number on the wire. */
    static final List<Kind> KINDS = List.of(Kind.OPEN, Kind.CREDIT, Kind.CLOSE, Kind.DATA, Kind.FAIL);

    private Frames() {}

    enum Kind {
        OPEN,
        CREDIT,
        CLOSE,
        DATA,
        FAIL
    }

    static ByteBuf header(ByteBufAllocator allocator, Kind kind, int number, int length) {
        return allocator
                .buffer(HEADER)
                .writeByte(KINDS.indexOf(kind))
                .writeInt(number)
                .writeInt(length);
    }

    static ByteBuf open(ByteBufAllocator allocator, int number, int credit, Wanted wanted) {
        var frame = header(allocator, Kind.OPEN, number, 0).writeInt(credit);
        if (wanted instanceof ChannelAddress address) {
            frame.writeByte(CHANNEL);
            writeText(frame, address.job());
            frame.writeInt(address.edge());
            writeAttempt(frame, address.writer());
            writeAttempt(frame, address.reader());
        } else if (wanted instanceof PartitionRange range) {
            frame.writeByte(PARTITIONS);
            writeText(frame, range.job());
            frame.writeInt(range.edge()).writeInt(range.from()).writeInt(range.to());
            frame.writeInt(range.writers().size());
            range.writers().forEach(writer -> writeAttempt(frame, writer));
        } else {
            throw new AssertionError(wanted);
        }
        return withLength(frame);
    }

    /** Reads what follows the credit. */
    static Wanted readWanted(ByteBuf body) {
        var kind = body.readByte();
        var job = readText(body);
        var edge = body.readInt();
        if (kind == CHANNEL) {
            return new ChannelAddress(job, edge, readAttempt(body), readAttempt(body));
        }
        var from = body.readInt();
        var to = body.readInt();
        var writers = new ArrayList<Attempt>();
        for (var left = body.readInt(); left > 0; left--) {
            writers.add(readAttempt(body));
        }
        return new PartitionRange(job, edge, writers, from, to);
    }

    static ByteBuf credit(ByteBufAllocator allocator, int number, int credit) {
        return header(allocator, Kind.CREDIT, number, Integer.BYTES).writeInt(credit);
    }

    static ByteBuf close(ByteBufAllocator allocator, int number) {
        return header(allocator, Kind.CLOSE, number, 0);
    }

    static ByteBuf fail(ByteBufAllocator allocator, int number, EngineException failure) {
        var frame = header(allocator, Kind.FAIL, number, 0);
        writeText(frame, failure.code().name());
        writeText(frame, String.valueOf(failure.getMessage()));
        return withLength(frame);
    }

    static EngineException readFailure(ByteBuf body, String from) {
        var code = ErrorCode.valueOf(readText(body));
        return new EngineException(code, readText(body) + ", said " + from);
    }

    private static ByteBuf withLength(ByteBuf frame) {
        return frame.setInt(HEADER - Integer.BYTES, frame.readableBytes() - HEADER);
    }

    private static void writeText(ByteBuf to, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        to.writeInt(bytes.length).writeBytes(bytes);
    }

    private static String readText(ByteBuf from) {
        var length = from.readInt();
        return from.readCharSequence(length, StandardCharsets.UTF_8).toString();
    }

    private static void writeAttempt(ByteBuf to, Attempt attempt) {
        to.writeInt(attempt.task()).writeInt(attempt.epoch()).writeInt(attempt.number());
    }

    private static Attempt readAttempt(ByteBuf from) {
        return new Attempt(from.readInt(), from.readInt(), from.readInt());
    }
}
