package io.weir.exchange.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.exchange.Attempt;
import io.weir.exchange.ChannelAddress;
import io.weir.exchange.Compression;
import io.weir.exchange.MessageEncoder;
import io.weir.exchange.PartitionRange;
import io.weir.exchange.Wanted;
import io.weir.flow.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One end of a connection; the test is the other end and counts the bytes. */
class ConnectionTest {
    private static final ByteBufAllocator HEAP = new UnpooledByteBufAllocator(false, true);
    private static final ChannelAddress ADDRESS =
            new ChannelAddress("job", 1, new Attempt(1, 1, 1), new Attempt(2, 1, 1));

    private final Outlets outlets = new Outlets();
    private final CreditPool credits = new CreditPool(1 << 20, 1 << 20);
    private final List<Connection> lost = new ArrayList<>();
    private final Connection connection = new Connection(
            "the peer",
            new Connection.Offer(
                    outlets,
                    range -> {
                        throw new AssertionError(range);
                    },
                    1 << 10),
            lost::add);
    private final EmbeddedChannel socket = new EmbeddedChannel(connection);

    @AfterEach
    void close() {
        outlets.release(address -> true);
        socket.finishAndReleaseAll();
    }

    private static byte[] endOfInput() {
        var encoder = new MessageEncoder(Compression.NONE);
        encoder.add(new Signal.EndOfInput(), 1);
        return java.util.Arrays.copyOf(encoder.bytes(), encoder.size());
    }

    private SocketChannel open() {
        var channel = new SocketChannel(credits.open());
        connection.open(channel, ADDRESS);
        socket.runPendingTasks();
        socket.releaseOutbound();
        return channel;
    }

    private static ByteBuf data(int number, byte[] bytes) {
        return Frames.header(HEAP, Frames.Kind.DATA, number, bytes.length).writeBytes(bytes);
    }

    private SocketSender sender() {
        var sender = new SocketSender(
                ADDRESS, new EncoderPool(Compression.NONE, HEAP, 1 << 10), credits.open(), outlets, 1 << 10);
        outlets.add(sender);
        return sender;
    }

    private int sentBytes() {
        socket.runPendingTasks();
        var sum = 0;
        for (ByteBuf bytes = socket.readOutbound(); bytes != null; bytes = socket.readOutbound()) {
            sum += bytes.readableBytes();
            bytes.release();
        }
        return sum;
    }

    @Test
    void framesAreFoundHoweverTheirBytesAreCut() {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var expected = new ArrayList<String>();
            var stream = Unpooled.buffer();
            for (var i = 0; i < 20; i++) {
                var kind = Frames.KINDS.get(random.nextInt(5));
                var body = new byte[random.nextInt(3) * random.nextInt(50)];
                random.nextBytes(body);
                stream.writeBytes(Frames.header(HEAP, kind, i, body.length)).writeBytes(body);
                if (kind != Frames.Kind.DATA || body.length > 0) {
                    expected.add(kind + " " + i + " "
                            + Unpooled.wrappedBuffer(body).toString(java.nio.charset.StandardCharsets.ISO_8859_1));
                }
            }
            var found = new ArrayList<String>();
            var reader = new FrameReader(new FrameReader.Sink() {
                private int open = -1;

                @Override
                public void data(int number, ByteBuf bytes) {
                    var text = bytes.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
                    if (open == number) {
                        found.set(found.size() - 1, found.get(found.size() - 1) + text);
                    } else {
                        found.add(Frames.Kind.DATA + " " + number + " " + text);
                    }
                    open = number;
                }

                @Override
                public void control(Frames.Kind kind, int number, ByteBuf frame) {
                    found.add(kind + " " + number + " " + frame.toString(java.nio.charset.StandardCharsets.ISO_8859_1));
                }
            });
            while (stream.isReadable()) {
                reader.read(stream.readSlice(Math.min(stream.readableBytes(), 1 + random.nextInt(40))));
            }
            assertEquals(expected, found, "seed " + seed);
        }
    }

    @Test
    void whatIsWantedComesBackAsItWas() {
        var writers =
                IntStream.range(0, 2000).mapToObj(i -> new Attempt(i, 3, i % 4)).toList();
        for (var wanted : List.<Wanted>of(ADDRESS, new PartitionRange("jöb", 9, writers, 5, 77))) {
            var frame = Frames.open(HEAP, 6, 1234, wanted);
            assertEquals(frame.readableBytes() - Frames.HEADER, frame.getInt(Frames.HEADER - Integer.BYTES));
            frame.skipBytes(Frames.HEADER + Integer.BYTES);
            assertEquals(wanted, Frames.readWanted(frame));
            assertFalse(frame.isReadable());
        }
    }

    @Test
    void nonsenseEndsTheConnectionAndFailsItsChannels() {
        var channel = open();
        socket.writeInbound(Unpooled.wrappedBuffer(new byte[] {99, 0, 0, 0, 0, 0, 0, 0, 0}));
        assertFalse(socket.isOpen());
        var failure = assertThrows(EngineException.class, channel::poll);
        assertEquals(ErrorCode.CONNECTION, failure.code());
        assertTrue(failure.getMessage().contains("the peer"), failure.getMessage());
        assertTrue(failure.getMessage().contains("a frame that nobody sends"), failure.getMessage());
        assertEquals(List.of(connection), lost);
        // whoever comes too late learns it too
        var late = open();
        assertThrows(EngineException.class, late::poll);
    }

    @Test
    void whatTheOtherEndCannotGiveIsAnErrorOfItsChannelOnly() {
        var failed = open();
        var other = open();
        socket.writeInbound(Frames.fail(HEAP, 0, new EngineException(ErrorCode.OUTPUT_LOST, "gone")));
        var failure = assertThrows(EngineException.class, failed::poll);
        assertEquals(ErrorCode.OUTPUT_LOST, failure.code());
        assertEquals("gone, said the peer", failure.getMessage());
        socket.writeInbound(data(1, endOfInput()));
        assertEquals(new Signal.EndOfInput(), other.poll());
    }

    @Test
    void aChannelThatIsTakenIsRefused() {
        socket.writeInbound(Frames.open(HEAP, 5, 100, ADDRESS), Frames.open(HEAP, 6, 100, ADDRESS));
        socket.runPendingTasks();
        ByteBuf refusal = socket.readOutbound();
        assertEquals(Frames.KINDS.indexOf(Frames.Kind.FAIL), refusal.readByte());
        assertEquals(6, refusal.readInt());
        assertEquals(refusal.readInt(), refusal.readableBytes());
        var failure = Frames.readFailure(refusal, "here");
        assertTrue(failure.getMessage().contains("has a reader already"), failure.getMessage());
        refusal.release();
        assertTrue(socket.isOpen());
    }

    @Test
    void aReaderThatLeavesAsItsWriterIsFoundIsForgotten() {
        var sender = sender();
        sender.send(new Signal.Idle());
        socket.writeInbound(Unpooled.wrappedBuffer(Frames.open(HEAP, 5, 100, ADDRESS), Frames.close(HEAP, 5)));
        assertEquals(0, sentBytes());
        assertTrue(sender.isClosed());
        assertEquals(0, outlets.size());
    }

    @Test
    void moreBytesThanThereWasCreditForEndTheConnection() {
        var channel = open();
        socket.writeInbound(data(0, new byte[(1 << 20) + 1]));
        assertFalse(socket.isOpen());
        var failure = assertThrows(EngineException.class, channel::poll);
        assertTrue(failure.getMessage().contains("than it gave credit for"), failure.getMessage());
    }

    @Test
    void bytesForAReaderThatHasLeftAreDropped() {
        var left = open();
        var stays = open();
        left.close();
        socket.runPendingTasks();
        socket.writeInbound(data(0, endOfInput()), data(1, endOfInput()));
        assertEquals(new Signal.EndOfInput(), stays.poll());
        assertEquals(0, credits.granted());
        assertTrue(socket.isOpen());
    }

    @Test
    void aSenderSendsWhatItHasCreditForAndNoMore() {
        var sender = sender();
        for (var i = 0; i < 100; i++) {
            sender.send(new Signal.Watermark(i));
        }
        assertEquals(0, sentBytes());
        // 13 bytes each, and a frame has a header of 9
        socket.writeInbound(Frames.open(HEAP, 5, 130, ADDRESS));
        assertEquals(139, sentBytes());
        socket.writeInbound(Frames.credit(HEAP, 5, 1), Frames.credit(HEAP, 77, 1000));
        assertEquals(10, sentBytes());
        socket.writeInbound(Frames.credit(HEAP, 5, 1 << 20));
        assertEquals(90 * 13 - 1 + 2 * 9, sentBytes());
        sender.send(new Signal.EndOfInput());
        assertEquals(5 + 9, sentBytes());
        assertEquals(0, outlets.size());
        socket.writeInbound(Frames.close(HEAP, 5), Frames.credit(HEAP, 5, 1));
        assertTrue(socket.isOpen());
    }

    @Test
    void aConnectionThatIsFullTakesNothingFromSenders() {
        var sender = sender();
        socket.writeInbound(Frames.open(HEAP, 5, 1 << 20, ADDRESS));
        socket.runPendingTasks();
        socket.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        sender.send(new Signal.Watermark(1));
        assertEquals(0, sentBytes());
        assertTrue(sender.waitingBytes() > 0);
        socket.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        assertEquals(13 + 9, sentBytes());
    }
}
