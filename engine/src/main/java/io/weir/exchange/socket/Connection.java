package io.weir.exchange.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.exchange.ChannelAddress;
import io.weir.exchange.PartitionRange;
import io.weir.exchange.Wanted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A connection to another process that has proved itself, shared by all channels between the two. Channels with something to send
 * take turns, a frame each; how much waits in the connection itself is bounded by its water mark.
 *
 * <p>Everything happens on its event loop, which also has the state; other threads come by {@link #execute} and {@link #announce}.
 */
final class Connection extends ChannelInboundHandlerAdapter implements FrameReader.Sink {
    /** Buffers that are filled from files at once; so a peer that reads nothing cannot take those of all others. */
    private static final int READS_AT_ONCE = 4;

    private final String peer;
    private final Offer offer;
    private final Consumer<Connection> onLost;
    private final FrameReader frames = new FrameReader(this);
    private final Map<Integer, SocketChannel> incoming = new HashMap<>();
    private final Map<Integer, Outgoing> outgoing = new HashMap<>();
    private final Map<Integer, ChannelAddress> waiting = new HashMap<>();
    private final Queue<Outgoing> announced = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Queue<Outgoing> ready = new ArrayDeque<>();
    private final Queue<Runnable> reads = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Throwable cause;
    private int opened;
    private int reading;
    private boolean writing;
    private boolean lost;

    /** What this process has for others. */
    record Offer(Outlets outlets, Function<PartitionRange, Outgoing> stored, int frameBytes) {}

    /** Of a peer that is called so in messages. */
    Connection(String peer, Offer offer, Consumer<Connection> onLost) {
        this.peer = peer;
        this.offer = offer;
        this.onLost = onLost;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("a connection is used before it is one: " + peer);
        }
        return context;
    }

    /** Runs it on the event loop. From any thread. */
    void execute(Runnable action) {
        context().executor().execute(action);
    }

    /** The channel can give bytes. From any thread. */
    void announce(Outgoing channel) {
        announced.add(channel);
        if (awake.compareAndSet(false, true)) {
            execute(this::takeTurns);
        }
    }

    private void takeTurns() {
        awake.set(false);
        for (var channel = announced.poll(); channel != null; channel = announced.poll()) {
            ready.add(channel);
        }
        drain();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ignored) {
        drain();
    }

    private void drain() {
        // writing may call back, and a frame must not begin within another
        if (writing || lost) {
            return;
        }
        writing = true;
        try {
            while (context().channel().isWritable() && !ready.isEmpty()) {
                writeFrame(ready.remove());
            }
        } finally {
            writing = false;
        }
        context().flush();
    }

    private void writeFrame(Outgoing channel) {
        var taken = channel.take(offer.frameBytes());
        if (!taken.buffers().isEmpty()) {
            write(Frames.header(context().alloc(), Frames.Kind.DATA, channel.number(), taken.bytes()));
            taken.buffers().forEach(this::write);
        }
        if (taken.last()) {
            outgoing.remove(channel.number());
        } else if (taken.more()) {
            ready.add(channel);
        }
    }

    private void write(ByteBuf bytes) {
        // without a promise: what goes wrong comes as an exception of the connection
        var unused = context().write(bytes, context().voidPromise());
    }

    private void send(ByteBuf frame) {
        write(frame);
        context().flush();
    }

    /** Asks the peer for a channel's bytes. From any thread. */
    void open(SocketChannel channel, Wanted wanted) {
        execute(() -> {
            if (lost) {
                channel.fail(failure());
                return;
            }
            var number = opened++;
            var credit = channel.open(this, number);
            send(Frames.open(context().alloc(), number, credit, wanted));
            if (credit > 0) {
                incoming.put(number, channel);
            } else {
                // nobody reads any more, which the writer must learn all the same
                send(Frames.close(context().alloc(), number));
            }
        });
    }

    /** A reader has room for more. From any thread. */
    void grant(int number, int credit) {
        execute(() -> {
            var channel = incoming.get(number);
            if (channel != null) {
                channel.granted(credit);
                send(Frames.credit(context().alloc(), number, credit));
            }
        });
    }

    /** A reader wants nothing more. From any thread. */
    void close(int number) {
        execute(() -> {
            if (incoming.remove(number) != null) {
                send(Frames.close(context().alloc(), number));
            }
        });
    }

    /** A sender has nothing more and its reader has not learnt it. From any thread. */
    void forget(Outgoing channel) {
        execute(() -> outgoing.remove(channel.number(), channel));
    }

    /** Joins a channel and the reader that waits for it, unless it does so no longer. */
    void bind(Outgoing channel, int number, int credit) {
        if (lost) {
            channel.fail(failure());
        } else if (waiting.remove(number) == null) {
            channel.readerClosed();
        } else {
            outgoing.put(number, channel);
            channel.bind(this, number, credit);
        }
    }

    /** Tells a reader that nothing comes, and why. */
    void refuse(int number, EngineException why) {
        waiting.remove(number);
        outgoing.remove(number);
        send(Frames.fail(context().alloc(), number, why));
    }

    /** Runs the action, which begins to fill a buffer, once few enough others are being filled or wait to be sent. */
    void whenReadAllowed(Runnable action) {
        if (reading < READS_AT_ONCE) {
            reading++;
            action.run();
        } else {
            reads.add(action);
        }
    }

    void readDone() {
        var next = reads.poll();
        if (next == null) {
            reading--;
        } else {
            next.run();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ignored, Object message) {
        var bytes = (ByteBuf) message;
        try {
            frames.read(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void data(int number, ByteBuf bytes) {
        var channel = incoming.get(number);
        if (channel == null) {
            // closed a moment ago, and the peer did not know yet
            return;
        }
        var lacking = channel.receive(bytes.nioBuffer());
        if (lacking > 0) {
            send(Frames.credit(context().alloc(), number, lacking));
        }
        if (channel.isComplete()) {
            incoming.remove(number);
        }
    }

    @Override
    public void control(Frames.Kind kind, int number, ByteBuf body) {
        switch (kind) {
            case OPEN -> serve(number, body.readInt(), Frames.readWanted(body));
            case CREDIT -> {
                var channel = outgoing.get(number);
                if (channel != null) {
                    channel.grant(body.readInt());
                }
            }
            case CLOSE -> {
                var channel = outgoing.remove(number);
                var address = waiting.remove(number);
                if (channel != null) {
                    channel.readerClosed();
                } else if (address != null) {
                    offer.outlets().leave(address, this);
                }
            }
            case FAIL -> {
                var channel = incoming.remove(number);
                if (channel != null) {
                    channel.fail(Frames.readFailure(body, peer));
                }
            }
            case DATA -> throw new AssertionError(kind);
        }
    }

    private void serve(int number, int credit, Wanted wanted) {
        if (wanted instanceof PartitionRange range) {
            var channel = offer.stored().apply(range);
            outgoing.put(number, channel);
            channel.bind(this, number, credit);
        } else if (wanted instanceof ChannelAddress address) {
            waiting.put(number, address);
            try {
                offer.outlets().open(address, this, number, credit);
            } catch (EngineException taken) {
                refuse(number, taken);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ignored, Throwable failure) {
        if (cause == null) {
            cause = failure;
        }
        var unused = context().close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ignored) {
        lost = true;
        // first, so that whoever hears of it and tries again gets another connection
        onLost.accept(this);
        new ArrayList<>(incoming.values()).forEach(channel -> channel.fail(failure()));
        new ArrayList<>(outgoing.values()).forEach(channel -> channel.fail(failure()));
        waiting.values().forEach(address -> offer.outlets().forget(address, this));
        incoming.clear();
        outgoing.clear();
        waiting.clear();
        ready.clear();
    }

    /** A new one for each channel: each becomes the error of another task. */
    private EngineException failure() {
        var why = cause == null ? "it was closed" : String.valueOf(cause.getMessage());
        return new EngineException(ErrorCode.CONNECTION, "lost the connection to " + peer + ": " + why, cause);
    }
}
