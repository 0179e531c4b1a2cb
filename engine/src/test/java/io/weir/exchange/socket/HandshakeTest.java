package io.weir.exchange.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final List<End> ends = new ArrayList<>();

    private static Secret secret(int seed) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return Secret.of(bytes);
    }

    /** One end, and what became of its handshake. */
    private static final class End implements Handshake.Outcome {
        private final EmbeddedChannel channel;
        private final StringBuilder received = new StringBuilder();
        private String peer = "";
        private @Nullable EngineException refusal;

        private void close() {
            channel.finishAndReleaseAll();
        }

        private End(Handshake.Identity identity, String server) {
            var handshake = server.isEmpty()
                    ? Handshake.server(identity, TIMEOUT, this)
                    : Handshake.client(identity, server, TIMEOUT, this);
            channel = new EmbeddedChannel(handshake);
        }

        @Override
        public void authenticated(String name, ChannelPipeline pipeline) {
            assertEquals("", peer);
            peer = name;
            pipeline.addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                    var bytes = (ByteBuf) message;
                    received.append(bytes.toString(StandardCharsets.UTF_8));
                    bytes.release();
                }
            });
        }

        @Override
        public void refused(EngineException why) {
            assertEquals("", peer);
            assertEquals(null, refusal);
            refusal = why;
        }

        String why() {
            return refusal == null ? "" : String.valueOf(refusal.getMessage());
        }
    }

    private End client(Secret secret, String purpose, String server) {
        return end(new Handshake.Identity(secret, purpose, "client", new SecureRandom()), server);
    }

    private End server(Secret secret, String purpose) {
        return end(new Handshake.Identity(secret, purpose, "server", new SecureRandom()), "");
    }

    private End end(Handshake.Identity identity, String server) {
        var end = new End(identity, server);
        ends.add(end);
        return end;
    }

    @AfterEach
    void close() {
        ends.forEach(End::close);
    }

    /** Carries bytes both ways in pieces until nothing moves. */
    private static void talk(End client, End server, int piece) {
        for (var moved = true; moved; ) {
            moved = carry(client, server, piece) | carry(server, client, piece);
        }
    }

    private static boolean carry(End from, End to, int piece) {
        var moved = false;
        for (ByteBuf bytes = from.channel.readOutbound(); bytes != null; bytes = from.channel.readOutbound()) {
            moved = true;
            while (bytes.isReadable() && to.channel.isOpen()) {
                to.channel.writeInbound(bytes.readBytes(Math.min(piece, bytes.readableBytes())));
            }
            bytes.release();
        }
        if (!from.channel.isOpen() && to.channel.isOpen()) {
            var unused = to.channel.close();
        }
        return moved;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void bothEndsLearnWhoTheOtherIs(int piece) {
        var client = client(secret(1), "exchange", "server");
        var server = server(secret(1), "exchange");
        talk(client, server, piece);
        assertEquals("server", client.peer);
        assertEquals("client", server.peer);
        assertTrue(client.channel.isOpen() && server.channel.isOpen());
        assertEquals(null, client.channel.pipeline().get(Handshake.class));
        // nobody is called a liar later
        client.channel.advanceTimeBy(1, TimeUnit.MINUTES);
        client.channel.runScheduledPendingTasks();
        assertTrue(client.channel.isOpen());
    }

    @Test
    void whatFollowsTheHandshakeAtOnceIsNotLost() {
        var client = client(secret(1), "exchange", "server");
        var server = server(secret(1), "exchange");
        carry(client, server, 1000);
        carry(server, client, 1000);
        ByteBuf proof = client.channel.readOutbound();
        server.channel.writeInbound(
                Unpooled.wrappedBuffer(proof, Unpooled.copiedBuffer("frames", StandardCharsets.UTF_8)));
        assertEquals("client", server.peer);
        assertEquals("frames", server.received.toString());
    }

    @Test
    void anotherSecretIsRefusedByBoth() {
        var client = client(secret(1), "exchange", "server");
        var server = server(secret(2), "exchange");
        talk(client, server, 1000);
        assertTrue(client.why().contains("does not know the secret"), client.why());
        assertTrue(server.why().contains("closed the connection"), server.why());
        assertFalse(client.channel.isOpen() || server.channel.isOpen());
        assertEquals(ErrorCode.CONNECTION, client.refusal == null ? null : client.refusal.code());
    }

    @Test
    void anotherPurposeIsRefused() {
        var client = client(secret(1), "control", "server");
        var server = server(secret(1), "exchange");
        talk(client, server, 1000);
        assertEquals("", client.peer + server.peer);
    }

    @Test
    void anotherProcessAtTheAddressIsRefused() {
        var client = client(secret(1), "exchange", "the one before");
        var server = server(secret(1), "exchange");
        talk(client, server, 1000);
        assertTrue(client.why().contains("another process listens there, server"), client.why());
        assertEquals("", server.peer);
    }

    @Test
    void aClientThatOnlyRepeatsWhatItHeardIsRefused() {
        var honest = client(secret(1), "exchange", "server");
        var server = server(secret(1), "exchange");
        ByteBuf greeting = honest.channel.readOutbound();
        server.channel.writeInbound(greeting);
        ByteBuf answer = server.channel.readOutbound();
        // the server's own signature, sent back as the client's
        var signature = answer.slice(answer.readableBytes() - 32, 32);
        server.channel.writeInbound(Unpooled.wrappedBuffer(Unpooled.buffer().writeShort(32), signature.retain()));
        assertTrue(server.why().contains("does not know the secret"), server.why());
        assertFalse(server.channel.isOpen());
    }

    @Test
    void anOldProofIsWorthNothing() {
        var client = client(secret(1), "exchange", "server");
        var server = server(secret(1), "exchange");
        ByteBuf greeting = client.channel.readOutbound();
        server.channel.writeInbound(greeting.copy());
        carry(server, client, 1000);
        ByteBuf proof = client.channel.readOutbound();
        server.channel.writeInbound(proof.copy());
        assertEquals("client", server.peer);
        var again = server(secret(1), "exchange");
        again.channel.writeInbound(greeting, proof);
        assertEquals("", again.peer);
        assertTrue(again.why().contains("does not know the secret"), again.why());
    }

    @Test
    void bytesOfAnybodyElseAreRefusedBeforeTheyCost() {
        var random = new Random(1);
        for (var i = 0; i < 500; i++) {
            var server = server(secret(1), "exchange");
            var bytes = new byte[600 + random.nextInt(600)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                // a length that is believed
                bytes[0] = (byte) random.nextInt(2);
            }
            server.channel.writeInbound(Unpooled.wrappedBuffer(bytes));
            assertFalse(server.channel.isOpen());
            assertFalse(server.why().isEmpty());
        }
    }

    @Test
    void whoSaysNothingIsClosedAfterAWhile() {
        var server = server(secret(1), "exchange");
        server.channel.advanceTimeBy(4, TimeUnit.SECONDS);
        server.channel.runScheduledPendingTasks();
        assertTrue(server.channel.isOpen());
        server.channel.advanceTimeBy(2, TimeUnit.SECONDS);
        server.channel.runScheduledPendingTasks();
        assertFalse(server.channel.isOpen());
        assertTrue(server.why().contains("longer than"), server.why());
    }

    @Test
    void aShortSecretIsNone() {
        assertThrows(IllegalArgumentException.class, () -> Secret.of(new byte[15]));
        assertEquals("Secret", secret(1).toString());
    }
}
