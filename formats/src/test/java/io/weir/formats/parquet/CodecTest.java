package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Compressor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

final class CodecTest {
    private static final byte[] TEXT =
            "the same words, the same words, the same words again".getBytes(StandardCharsets.UTF_8);

    private static byte[] compressed(byte[] bytes) {
        var compressor = new Lz4Compressor();
        var target = new byte[compressor.maxCompressedLength(bytes.length)];
        return Arrays.copyOf(target, compressor.compress(bytes, 0, bytes.length, target, 0, target.length));
    }

    private static byte[] read(Codec codec, byte[] bytes, int size) {
        var padded = Arrays.copyOf(bytes, bytes.length + Slice.SLACK);
        var target = new byte[size + Slice.SLACK];
        codec.decompress(new Slice(padded, 0, bytes.length), target, size);
        return Arrays.copyOf(target, size);
    }

    @Test
    void blocksBehindTheirSizesAreRead() {
        var first = Arrays.copyOf(TEXT, 30);
        var second = Arrays.copyOfRange(TEXT, 30, TEXT.length);
        var framed = ByteBuffer.allocate(1000);
        for (var part : new byte[][] {first, second}) {
            var block = compressed(part);
            framed.putInt(part.length).putInt(block.length).put(block);
        }
        assertThat(read(Codec.LZ4, Arrays.copyOf(framed.array(), framed.position()), TEXT.length))
                .isEqualTo(TEXT);
    }

    @Test
    void aBlockWithoutSizesIsReadToo() {
        assertThat(read(Codec.LZ4, compressed(TEXT), TEXT.length)).isEqualTo(TEXT);
        assertThat(read(Codec.LZ4_RAW, compressed(TEXT), TEXT.length)).isEqualTo(TEXT);
    }

    @Test
    void anotherSizeThanAnnouncedIsAnError() {
        for (var size : new int[] {TEXT.length - 1, TEXT.length + 1}) {
            assertThatThrownBy(() -> read(Codec.LZ4_RAW, compressed(TEXT), size))
                    .isInstanceOf(Damage.class);
        }
    }

    @Test
    void sizesThatCannotBeGetNoMemory() throws Exception {
        var bytes = new byte[100 + Slice.SLACK];
        assertThatThrownBy(() -> Codec.GZIP.checkSize(new Slice(bytes, 0, 100), 1 << 30))
                .isInstanceOf(Damage.class)
                .hasMessage("page of 100 bytes cannot hold 1073741824");
        var snappy = Snappy.compress(TEXT);
        assertThatThrownBy(() -> Codec.SNAPPY.checkSize(new Slice(snappy, 0, snappy.length), TEXT.length + 1))
                .isInstanceOf(Damage.class);
        var zstd = Zstd.compress(TEXT);
        assertThatThrownBy(() -> Codec.ZSTD.checkSize(new Slice(zstd, 0, zstd.length), 1 << 24 | 1))
                .isInstanceOf(Damage.class)
                .hasMessage("page of " + zstd.length + " bytes cannot hold 16777217");
    }
}
