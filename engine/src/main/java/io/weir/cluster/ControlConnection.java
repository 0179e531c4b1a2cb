package io.weir.cluster;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A connection for control messages, to a peer that has proved itself. Each end says that it is alive when it has nothing else to
 * say; an end that is not heard of for the timeout is lost. Messages are sent from any thread and come on the connection's event loop.
 */
final class ControlConnection extends ChannelInboundHandlerAdapter implements ControlWire {
    private static final int LONGEST = 1 << 30;
    private static final int SIGNS_OF_LIFE = 5;

    /** The other end may be less patient than this one. */
    private static final long MOST_BETWEEN_SIGNS_MILLIS = 500;

    private final ChannelPipeline pipeline;
    private final Receiver receiver;
    private final Duration timeout;
    private String cause = "it was closed";

    /** What becomes of a connection; called on its event loop. */
    interface Receiver {
        void receive(ControlMessage message);

        /** Nothing comes any more, nothing goes. */
        void lost(String reason);
    }

    private ControlConnection(
            ChannelPipeline pipeline, Function<ControlConnection, Receiver> receiver, Duration timeout) {
        this.pipeline = pipeline;
        this.timeout = timeout;
        this.receiver = receiver.apply(this);
    }

    /** Begins on a pipeline whose handshake is done. */
    static ControlConnection on(
            ChannelPipeline pipeline, Duration timeout, Function<ControlConnection, Receiver> receiver) {
        var connection = new ControlConnection(pipeline, receiver, timeout);
        var silence = timeout.toMillis();
        var between = Math.min(silence / SIGNS_OF_LIFE, MOST_BETWEEN_SIGNS_MILLIS);
        pipeline.addLast(new IdleStateHandler(silence, between, 0, TimeUnit.MILLISECONDS))
                .addLast(new LengthFieldBasedFrameDecoder(LONGEST, 0, Integer.BYTES, 0, Integer.BYTES))
                .addLast(connection);
        return connection;
    }

    @Override
    public void send(ControlMessage message) {
        var bytes = RecordCodec.encode(message);
        var length = Unpooled.buffer(Integer.BYTES).writeInt(bytes.length);
        var unused = pipeline.channel().writeAndFlush(Unpooled.wrappedBuffer(length, Unpooled.wrappedBuffer(bytes)));
    }

    /** The address of this end. */
    String localHost() {
        return ((InetSocketAddress) pipeline.channel().localAddress())
                .getAddress()
                .getHostAddress();
    }

    @Override
    public void close() {
        var unused = pipeline.channel().close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        var bytes = (ByteBuf) frame;
        ControlMessage message;
        try {
            message = RecordCodec.decode(ByteBufUtil.getBytes(bytes));
        } finally {
            bytes.release();
        }
        if (!(message instanceof ControlMessage.Alive)) {
            receiver.receive(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent idle) {
            if (idle.state() == IdleState.READER_IDLE) {
                cause = "it was not heard of for " + timeout;
                close();
            } else {
                send(new ControlMessage.Alive());
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        cause = String.valueOf(failure.getMessage());
        close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        receiver.lost(cause);
    }
}
