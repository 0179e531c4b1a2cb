package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every width gives the numbers that the format's own library wrote, read, skipped and cut in any way. */
final class RunLengthDecoderTest {
    private static final int COUNT = 5000;

    private static int[] numbers(int width, Random random) {
        var numbers = new int[COUNT];
        for (var i = 0; i < COUNT; ) {
            var run = random.nextInt(3) == 0 ? random.nextInt(40) : 1;
            var number = width == 0 ? 0 : random.nextInt() >>> 32 - width;
            for (var end = Math.min(COUNT, i + run); i < end; i++) {
                numbers[i] = number;
            }
        }
        return numbers;
    }

    private static Slice encoded(int width, int[] numbers) throws IOException {
        try (var encoder =
                new RunLengthBitPackingHybridEncoder(width, 64, 1 << 16, HeapByteBufferAllocator.getInstance())) {
            for (var number : numbers) {
                encoder.writeInt(number);
            }
            var bytes = encoder.toBytes().toInputStream().readAllBytes();
            return new Slice(Arrays.copyOf(bytes, bytes.length + Slice.SLACK), 0, bytes.length);
        }
    }

    @Test
    void everyWidthIsRead() throws IOException {
        for (var width = 0; width <= 32; width++) {
            var random = new Random(width);
            var numbers = numbers(width, random);
            var slice = encoded(width, numbers);
            var decoder = new RunLengthDecoder();
            decoder.start(slice.bytes(), 0, slice.end(), width);
            var read = new int[COUNT];
            for (var at = 0; at < COUNT; ) {
                var some = Math.min(COUNT - at, random.nextInt(100));
                if (random.nextBoolean()) {
                    decoder.read(read, at, some);
                } else {
                    decoder.skip(some);
                    System.arraycopy(numbers, at, read, at, some);
                }
                at += some;
            }
            assertThat(read).isEqualTo(numbers);
        }
    }

    @Test
    void valuesBehindTheEndAreAnError() throws IOException {
        var slice = encoded(5, numbers(5, new Random(1)));
        var decoder = new RunLengthDecoder();
        decoder.start(slice.bytes(), 0, slice.end(), 5);
        assertThatThrownBy(() -> decoder.read(new int[2 * COUNT], 0, 2 * COUNT)).isInstanceOf(Damage.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void levelsInTheOldFormAreRead(int width) {
        var packer = Packer.BIG_ENDIAN.newBytePacker(width);
        var max = (1 << width) - 1;
        var random = new Random(width);
        var levels = random.ints(800, 0, max + 1).toArray();
        var bytes = packed(packer, levels, width);
        var decoder = new LevelDecoder(max);
        assertThat(decoder.startPacked(bytes, 0, bytes.length, levels.length)).isEqualTo(100 * width);
        var read = new int[levels.length];
        decoder.read(read, 0, 300);
        decoder.read(read, 300, 500);
        assertThat(read).isEqualTo(levels);
    }

    private static byte[] packed(BytePacker packer, int[] levels, int width) {
        var out = new ByteArrayOutputStream();
        var group = new byte[width];
        for (var i = 0; i < levels.length; i += 8) {
            packer.pack8Values(levels, i, group, 0);
            out.writeBytes(group);
        }
        return Arrays.copyOf(out.toByteArray(), out.size() + Slice.SLACK);
    }

    @Test
    void nullsAndTheirSkippingAgree() throws IOException {
        var random = new Random(3);
        var levels = numbers(1, random);
        var slice = encoded(1, levels);
        var decoder = new LevelDecoder(1);
        decoder.start(slice.bytes(), 0, slice.end());
        for (var at = 0; at < COUNT; ) {
            var some = Math.min(COUNT - at, random.nextInt(300));
            var present = (int) Arrays.stream(levels, at, at + some)
                    .filter(level -> level == 1)
                    .count();
            if (random.nextBoolean()) {
                assertThat(decoder.skip(some)).isEqualTo(present);
            } else {
                var nulls = decoder.nulls(some);
                assertThat(decoder.present()).isEqualTo(present);
                for (var i = 0; i < some; i++) {
                    assertThat(nulls != null && nulls[i]).isEqualTo(levels[at + i] == 0);
                }
            }
            at += some;
        }
    }
}
