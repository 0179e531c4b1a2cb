package io.weir.exchange;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.flow.BatchCodec;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.flow.WireReader;
import java.util.List;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * The messages of a channel as one stream of bytes, as connections carry them and the files of blocking edges keep them.
 *
 * <pre>
 *   message: length of what follows (int), kind (byte), body
 *   body:    of a batch its wire form; of a packed batch the length unpacked (int), then LZ4; of a watermark the time (long);
 *            of a barrier the checkpoint (long) and the kind (byte); of other signals nothing
 * </pre>
 */
public final class MessageCodec {
    static final int LENGTH = Integer.BYTES;
    static final int BATCH = 0;
    static final int PACKED_BATCH = 1;
    static final int WATERMARK = 2;
    static final int BARRIER = 3;
    static final int IDLE = 4;
    static final int END_OF_INPUT = 5;

    /** Each at the place that is its number on the wire. */
    static final List<Signal.Barrier.Kind> BARRIERS = List.of(
            Signal.Barrier.Kind.CHECKPOINT,
            Signal.Barrier.Kind.SAVEPOINT,
            Signal.Barrier.Kind.STOP,
            Signal.Barrier.Kind.DRAIN);

    private MessageCodec() {}

    /** Reads one message, given without its length. */
    public static Message decode(byte[] bytes) {
        try {
            var in = new WireReader(bytes, 0, bytes.length);
            return switch (in.getByte()) {
                case BATCH -> BatchCodec.read(in);
                case PACKED_BATCH -> BatchCodec.read(unpack(bytes, in.getInt()));
                case WATERMARK -> new Signal.Watermark(in.getLong());
                case BARRIER -> new Signal.Barrier(in.getLong(), BARRIERS.get(in.getByte()));
                case IDLE -> new Signal.Idle();
                case END_OF_INPUT -> new Signal.EndOfInput();
                default -> throw new IllegalArgumentException("kind " + bytes[0]);
            };
        } catch (EngineException | LZ4Exception | IllegalArgumentException | IndexOutOfBoundsException damage) {
            // no fault of the user's data, so not the decoder's own error
            throw new EngineException(
                    ErrorCode.INTERNAL, "cannot read a message of another task, its bytes are damaged", damage);
        }
    }

    public static boolean isEndOfInput(byte[] message) {
        return message[0] == END_OF_INPUT;
    }

    /** How many bytes of a channel a message took, given without its length. */
    public static int size(byte[] message) {
        return message.length + LENGTH;
    }

    private static WireReader unpack(byte[] bytes, int size) {
        // a byte of LZ4 never stands for more than 255
        if (size < 0 || size / 255 > bytes.length) {
            throw new IllegalArgumentException(size + " bytes packed into " + bytes.length);
        }
        var unpacked = new byte[size];
        var from = 1 + Integer.BYTES;
        var count = LZ4Factory.fastestInstance()
                .safeDecompressor()
                .decompress(bytes, from, bytes.length - from, unpacked, 0);
        return new WireReader(unpacked, 0, count);
    }
}
