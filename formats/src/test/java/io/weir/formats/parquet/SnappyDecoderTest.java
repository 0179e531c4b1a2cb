package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class SnappyDecoderTest {
    private static final int ROUNDS = 100;

    private static byte[] decompressed(byte[] block, int length, int size) {
        var source = new Slice(block, 0, length);
        Codec.SNAPPY.checkSize(source, size);
        var target = new byte[size + Slice.SLACK];
        Codec.SNAPPY.decompress(source, target, size);
        return Arrays.copyOf(target, size);
    }

    private static byte[] decompressed(byte[] block, int size) {
        return decompressed(Arrays.copyOf(block, block.length + Slice.SLACK), block.length, size);
    }

    private static byte[] data(Random random) {
        return random.nextInt(3) == 0 ? numbers(random) : bytes(random);
    }

    /** Of eight bytes each, of which the first differ: most become a short literal and a short copy. */
    private static byte[] numbers(Random random) {
        var numbers = ByteBuffer.allocate(8 * random.nextInt(random.nextInt(4) == 0 ? 30_000 : 200))
                .order(ByteOrder.LITTLE_ENDIAN);
        var most = 1L << random.nextInt(63);
        while (numbers.hasRemaining()) {
            numbers.putLong(random.nextInt(50) == 0 ? random.nextLong() : random.nextLong(most));
        }
        return numbers.array();
    }

    /** Few values that come again, at distances from one byte on. */
    private static byte[] bytes(Random random) {
        var data = new byte[random.nextInt(5) == 0 ? 200_000 : random.nextInt(400)];
        var values = 1 + random.nextInt(256);
        var width = 1 + random.nextInt(12);
        for (var i = 0; i < data.length; i++) {
            data[i] = i >= width && random.nextInt(4) > 0 ? data[i - width] : (byte) random.nextInt(values);
        }
        return data;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatTheLibraryCompressedComesBack(long seed) throws IOException {
        var random = new Random(seed);
        for (var round = 0; round < ROUNDS; round++) {
            var data = data(random);
            assertThat(decompressed(Snappy.compress(data), data.length)).isEqualTo(data);
        }
    }

    /** Elements of every kind and size, most of which no compressor makes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyElementMeansWhatTheFormatSays(long seed) {
        var random = new Random(seed);
        for (var round = 0; round < ROUNDS; round++) {
            var elements = new ByteArrayOutputStream();
            var made = new ByteArrayOutputStream();
            for (var i = random.nextInt(60); i >= 0; i--) {
                if (made.size() == 0 || random.nextInt(3) == 0) {
                    literal(random, elements, made);
                } else {
                    copy(random, elements, made);
                }
            }
            var block = new ByteArrayOutputStream();
            for (var size = made.size(); ; size >>>= 7) {
                block.write(size < 128 ? size : size & 127 | 128);
                if (size < 128) {
                    break;
                }
            }
            block.writeBytes(elements.toByteArray());
            assertThat(decompressed(block.toByteArray(), made.size())).isEqualTo(made.toByteArray());
        }
    }

    private static void literal(Random random, ByteArrayOutputStream elements, ByteArrayOutputStream made) {
        var bytes = new byte[1 + random.nextInt(random.nextInt(4) == 0 ? 70_000 : random.nextBoolean() ? 70 : 6)];
        random.nextBytes(bytes);
        var extra = bytes.length > 1 << 16 ? 3 : bytes.length > 1 << 8 ? 2 : bytes.length > 60 ? 1 : 0;
        if (extra > 0 || random.nextInt(8) == 0) {
            extra = Math.max(1, extra + random.nextInt(5 - Math.max(1, extra)));
            elements.write(59 + extra << 2);
            for (var i = 0; i < extra; i++) {
                elements.write(bytes.length - 1 >>> 8 * i);
            }
        } else {
            elements.write(bytes.length - 1 << 2);
        }
        elements.writeBytes(bytes);
        made.writeBytes(bytes);
    }

    private static void copy(Random random, ByteArrayOutputStream elements, ByteArrayOutputStream made) {
        var kind = 1 + random.nextInt(3);
        var length = kind == 1 ? 4 + random.nextInt(8) : 1 + random.nextInt(64);
        var farthest =
                Math.min(made.size(), random.nextInt(2) == 0 ? 20 : kind == 1 ? 2047 : kind == 2 ? 65_535 : 1 << 30);
        var distance = 1 + random.nextInt(farthest);
        elements.write(kind == 1 ? 1 | length - 4 << 2 | distance >>> 8 << 5 : kind | length - 1 << 2);
        for (var i = 0; i < (kind == 3 ? 4 : kind); i++) {
            elements.write(distance >>> 8 * i);
        }
        var bytes = Arrays.copyOf(made.toByteArray(), made.size() + length);
        for (var i = made.size(); i < bytes.length; i++) {
            bytes[i] = bytes[i - distance];
        }
        made.write(bytes, made.size(), length);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damageIsFoundOrMakesAsManyBytes(long seed) throws IOException {
        var random = new Random(seed);
        var found = 0;
        for (var round = 0; round < ROUNDS; round++) {
            var data = data(random);
            var block = Snappy.compress(data);
            block[random.nextInt(block.length)] ^= (byte) (1 + random.nextInt(255));
            var length = random.nextInt(4) == 0 ? random.nextInt(block.length) : block.length;
            try {
                decompressed(Arrays.copyOf(block, length), data.length);
            } catch (Damage e) {
                found++;
            }
        }
        assertThat(found).isBetween(ROUNDS / 10, ROUNDS - 1);
    }
}
