package io.weir.exchange.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Both ends of a connection prove that they know the secret, before any other byte of it is looked at.
 *
 * <pre>
 *   client                                    server
 *   magic, version, name, challenge  ──────►
 *                                    ◄──────  name, challenge, signature of both names and challenges as the server
 *   signature of them as the client  ──────►
 *                                    ◄──────  ready
 * </pre>
 *
 * The purpose of the connection is signed too: one kind of connection cannot be passed off as another.
 */
public final class Handshake extends ByteToMessageDecoder {
    private static final int MAGIC = 0x57454952;
    private static final int VERSION = 1;
    private static final int CHALLENGE = 32;
    private static final int SIGNATURE = 32;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST = 512;
    private static final byte[] AS_SERVER = {1};
    private static final byte[] AS_CLIENT = {2};

    private final Identity own;
    private final Optional<String> server;
    private final Duration timeout;
    private final Outcome outcome;
    private final byte[] challenge = new byte[CHALLENGE];
    private Step step;
    private boolean greeted;
    private @Nullable Future<?> alarm;
    private String peer = "";
    private List<byte[]> signed = List.of();

    private Handshake(Identity own, Optional<String> server, Duration timeout, Outcome outcome) {
        this.own = own;
        this.server = server;
        this.timeout = timeout;
        this.outcome = outcome;
        this.step = server.isPresent() ? Step.CHALLENGED : Step.GREETED;
        own.random().nextBytes(challenge);
    }

    /**
     * Who this end is.
     *
     * @param purpose what the connection is for, the same at both ends
     * @param name of this process, at most 256 bytes
     */
    public record Identity(Secret secret, String purpose, String name, SecureRandom random) {}

    /** What becomes of a handshake: one call, on the connection's event loop. */
    public interface Outcome {
        /** The other end is what it says. Handlers that are added now get all bytes that follow. */
        void authenticated(String peer, ChannelPipeline pipeline);

        /** The connection is closed. */
        void refused(EngineException why);
    }

    /** What is waited for. */
    private enum Step {
        GREETED,
        CHALLENGED,
        PROVED,
        READY,
        DONE
    }

    /** The end that connected, to a process that must have that name. */
    public static Handshake client(Identity own, String server, Duration timeout, Outcome outcome) {
        return new Handshake(own, Optional.of(server), timeout, outcome);
    }

    /** The end that was connected to. */
    public static Handshake server(Identity own, Duration timeout, Outcome outcome) {
        return new Handshake(own, Optional.empty(), timeout, outcome);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        alarm = context.executor()
                .schedule(
                        () -> refuse(context, "it took longer than " + timeout, null),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        if (context.channel().isActive()) {
            greet(context);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        greet(context);
        context.fireChannelActive();
    }

    private void greet(ChannelHandlerContext context) {
        if (server.isPresent() && !greeted) {
            greeted = true;
            var greeting = begin(context).writeInt(MAGIC).writeByte(VERSION);
            send(context, writeName(greeting).writeBytes(challenge));
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (step == Step.DONE || in.readableBytes() < Short.BYTES) {
            return;
        }
        var length = in.getUnsignedShort(in.readerIndex());
        if (length > LONGEST) {
            refuse(context, "it does not speak this protocol", null);
        } else if (in.readableBytes() >= Short.BYTES + length) {
            in.skipBytes(Short.BYTES);
            receive(context, in.readSlice(length));
        }
    }

    private void receive(ChannelHandlerContext context, ByteBuf in) {
        try {
            switch (step) {
                case GREETED -> {
                    if (in.readInt() != MAGIC || in.readByte() != VERSION) {
                        refuse(context, "it does not speak this version of the protocol", null);
                        return;
                    }
                    peer = readName(in);
                    sign(peer, own.name(), read(in, CHALLENGE), challenge);
                    var answer = writeName(begin(context)).writeBytes(challenge);
                    step = Step.PROVED;
                    send(context, answer.writeBytes(own.secret().sign(signedBy(AS_SERVER))));
                }
                case CHALLENGED -> {
                    peer = readName(in);
                    sign(own.name(), peer, challenge, read(in, CHALLENGE));
                    if (!own.secret().isSigned(signedBy(AS_SERVER), read(in, SIGNATURE))) {
                        refuse(context, "it does not know the secret", null);
                    } else if (!peer.equals(server.orElseThrow())) {
                        refuse(context, "another process listens there, " + peer, null);
                    } else {
                        step = Step.READY;
                        send(context, begin(context).writeBytes(own.secret().sign(signedBy(AS_CLIENT))));
                    }
                }
                case PROVED -> {
                    if (own.secret().isSigned(signedBy(AS_CLIENT), read(in, SIGNATURE))) {
                        send(context, begin(context));
                        done(context);
                    } else {
                        refuse(context, "it does not know the secret", null);
                    }
                }
                case READY -> done(context);
                case DONE -> {}
            }
        } catch (IndexOutOfBoundsException tooShort) {
            refuse(context, "it does not speak this protocol", tooShort);
        }
    }

    private void sign(String client, String serverName, byte[] clientChallenge, byte[] serverChallenge) {
        signed = List.of(
                new byte[] {VERSION},
                bytes(own.purpose()),
                bytes(client),
                bytes(serverName),
                clientChallenge,
                serverChallenge);
    }

    private List<byte[]> signedBy(byte[] role) {
        var parts = new ArrayList<>(signed);
        parts.add(role);
        return parts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ByteBuf writeName(ByteBuf to) {
        var bytes = bytes(own.name());
        return to.writeShort(bytes.length).writeBytes(bytes);
    }

    private static String readName(ByteBuf in) {
        var length = in.readUnsignedShort();
        if (length > LONGEST_NAME) {
            throw new IndexOutOfBoundsException("a name of " + length + " bytes");
        }
        return new String(read(in, length), StandardCharsets.UTF_8);
    }

    private static byte[] read(ByteBuf in, int count) {
        var read = new byte[count];
        in.readBytes(read);
        return read;
    }

    private static ByteBuf begin(ChannelHandlerContext context) {
        return context.alloc().buffer(LONGEST).writeShort(0);
    }

    private static void send(ChannelHandlerContext context, ByteBuf message) {
        message.setShort(0, message.readableBytes() - Short.BYTES);
        var unused = context.writeAndFlush(message);
    }

    private void done(ChannelHandlerContext context) {
        finish();
        outcome.authenticated(peer, context.pipeline());
        // what was read already goes to the handlers added
        context.pipeline().remove(this);
    }

    private void finish() {
        step = Step.DONE;
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    private void refuse(ChannelHandlerContext context, String reason, @Nullable Throwable cause) {
        if (step != Step.DONE) {
            finish();
            var other = context.channel().remoteAddress();
            var unused = context.close();
            outcome.refused(new EngineException(
                    ErrorCode.CONNECTION,
                    "the other end of a connection did not prove itself: " + reason + ", " + other,
                    cause));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        refuse(context, "it closed the connection, as one does that is not convinced itself", null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        refuse(context, String.valueOf(cause.getMessage()), cause);
    }
}
