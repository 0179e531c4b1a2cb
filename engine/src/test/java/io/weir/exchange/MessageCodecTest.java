package io.weir.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.flow.Batch;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.testing.Batches;
import io.weir.testing.RandomBatches;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageCodecTest {
    private static final List<Signal> SIGNALS = List.of(
            new Signal.Watermark(-7),
            new Signal.Barrier(1L << 40, Signal.Barrier.Kind.DRAIN),
            new Signal.Idle(),
            new Signal.EndOfInput());

    /** A batch as its rows, so that it does not matter in how many pieces it comes. */
    private static List<String> lines(List<? extends Message> messages) {
        var lines = new ArrayList<String>();
        for (var message : messages) {
            lines.addAll(message instanceof Batch batch ? Batches.lines(batch) : List.of(message.toString()));
        }
        return lines;
    }

    private static List<byte[]> cut(ByteBuffer stream, Random random) {
        var assembly = new MessageAssembly();
        var messages = new ArrayList<byte[]>();
        while (stream.hasRemaining()) {
            var count = Math.min(stream.remaining(), 1 + random.nextInt(random.nextBoolean() ? 3 : 3000));
            var piece = stream.slice().limit(count);
            for (var next = assembly.next(piece); next != null; next = assembly.next(piece)) {
                messages.add(next);
            }
            stream.position(stream.position() + count);
            assertTrue(assembly.missing() <= stream.remaining());
        }
        assertEquals(0, assembly.missing());
        return messages;
    }

    @ParameterizedTest
    @EnumSource
    void messagesComeBackHoweverTheirBytesAreCut(Compression compression) {
        for (var seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            var batches = new RandomBatches(seed);
            var most = 1 << (6 + random.nextInt(12));
            var encoder = new MessageEncoder(compression);
            var sent = new ArrayList<Message>();
            for (var i = 0; i < 12; i++) {
                sent.add(i % 3 == 2 ? SIGNALS.get(i / 3) : batches.any());
                encoder.add(sent.get(i), most);
            }
            var stream = ByteBuffer.wrap(encoder.bytes(), 0, encoder.size());
            var received =
                    cut(stream, random).stream().map(MessageCodec::decode).toList();
            assertEquals(lines(sent), lines(received), "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noMessageIsLargerThanWantedUnlessItIsOneRow(Compression compression) {
        for (var seed = 0; seed < 50; seed++) {
            var batch = new RandomBatches(seed).of(RandomBatches.allTypes(), 300);
            var encoder = new MessageEncoder(compression);
            encoder.add(batch, 2_000);
            var stream = ByteBuffer.wrap(encoder.bytes(), 0, encoder.size());
            var messages = cut(stream, new Random(seed));
            for (var message : messages) {
                var rows = ((Batch) MessageCodec.decode(message)).rows();
                assertTrue(message.length <= 2_001 || rows == 1, message.length + " bytes for " + rows + " rows");
            }
            assertTrue(messages.size() > 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEncoderStartsAgainWithNothing(Compression compression) {
        var encoder = new MessageEncoder(compression);
        var batch = new RandomBatches(1).of(RandomBatches.allTypes(), 200);
        encoder.add(batch, 1 << 20);
        var first = Arrays.copyOf(encoder.bytes(), encoder.size());
        encoder.clear();
        assertEquals(0, encoder.size());
        encoder.add(batch, 1 << 20);
        assertArrayEquals(first, Arrays.copyOf(encoder.bytes(), encoder.size()));
    }

    @ParameterizedTest
    @EnumSource
    void damagedBytesAreAnErrorThatMayBeTriedAgain(Compression compression) {
        var encoder = new MessageEncoder(compression);
        encoder.add(new RandomBatches(3).of(RandomBatches.allTypes(), 50), 1 << 20);
        var sound = cut(ByteBuffer.wrap(encoder.bytes(), 0, encoder.size()), new Random(1))
                .get(0);
        var random = new Random(5);
        var refused = 0;
        for (var i = 0; i < 3000; i++) {
            var damaged = random.nextBoolean() ? sound.clone() : Arrays.copyOf(sound, 1 + random.nextInt(sound.length));
            damaged[random.nextInt(Math.min(damaged.length, 64))] = (byte) random.nextInt();
            try {
                MessageCodec.decode(damaged);
            } catch (EngineException e) {
                assertEquals(ErrorCode.INTERNAL, e.code());
                refused++;
            }
        }
        assertTrue(refused > 1000, refused + " of 3000");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongLengthIsAnError(Compression compression) {
        var assembly = new MessageAssembly();
        assertNull(assembly.next(ByteBuffer.wrap(new byte[] {1, 2})));
        var rest = ByteBuffer.wrap(new byte[] {3, (byte) 0xff});
        assertThrows(EngineException.class, () -> assembly.next(rest), compression.name());
    }
}
