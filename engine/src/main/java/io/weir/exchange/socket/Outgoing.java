package io.weir.exchange.socket;

import io.netty.buffer.ByteBuf;
import io.weir.EngineException;
import java.util.List;

/** A channel as the connection sees it that carries its bytes away. The connection calls all of this on its event loop. */
abstract class Outgoing {
    /**
     * Bytes of a channel in order, which the taker releases.
     *
     * @param more true if more can be taken at once; otherwise {@link Connection#announce} says when
     * @param last true if nothing follows, ever
     */
    record Taken(List<ByteBuf> buffers, boolean more, boolean last) {
        static final Taken NOTHING = new Taken(List.of(), false, false);

        int bytes() {
            var sum = 0;
            for (var buffer : buffers) {
                sum += buffer.readableBytes();
            }
            return sum;
        }
    }

    /** The reader is there: its connection, the number it gave to the channel, and how many bytes it has room for. */
    abstract void bind(Connection connection, int number, int credit);

    /** The number that the reader gave to the channel. */
    abstract int number();

    /** The reader has room for more. */
    abstract void grant(int bytes);

    /** At most so many bytes, as far as there is credit for them. */
    abstract Taken take(int most);

    /** The reader wants nothing more. */
    abstract void readerClosed();

    /** The connection is lost. */
    abstract void fail(EngineException failure);
}
