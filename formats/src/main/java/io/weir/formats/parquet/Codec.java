package io.weir.formats.parquet;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.brotli.dec.BrotliInputStream;

/** How pages are compressed, in the order of the format's numbers. */
enum Codec {
    UNCOMPRESSED(1),
    SNAPPY(64),
    GZIP(1100),
    LZO(1),
    BROTLI(200_000),
    LZ4(256),
    ZSTD(40_000),
    LZ4_RAW(256);

    /** Up to this size a page may be several frames, of which only the first tells its size. */
    private static final int MAX_FRAMES_PAGE = 16 << 20;

    /** More than any data shrinks; a page that says it did is damaged, and no memory is given to it. */
    private final long maxRatio;

    Codec(long maxRatio) {
        this.maxRatio = maxRatio;
    }

    static Codec of(int number) {
        if (number < 0 || number >= values().length) {
            throw new Damage("unknown compression codec " + number);
        }
        return values()[number];
    }

    /** Throws where a page cannot hold that many bytes, before memory is given to it. */
    void checkSize(Slice source, int size) {
        var compressed = source.length();
        if (size < 0 || size > 64 + compressed * maxRatio) {
            throw new Damage("page of " + compressed + " bytes cannot hold " + size);
        }
        var announced = announced(source);
        var severalFrames = this == ZSTD && announced < size && size <= MAX_FRAMES_PAGE;
        if (announced > 0 && announced != size && !severalFrames) {
            throw new Damage("page holds " + announced + " bytes where " + size + " were announced");
        }
    }

    /** How many bytes the compressed data itself says it holds; 0 if it does not. */
    private long announced(Slice source) {
        return switch (this) {
            case SNAPPY -> SnappyDecoder.size(source);
            case ZSTD -> Zstd.getFrameContentSize(source.bytes(), source.offset(), source.length());
            default -> 0;
        };
    }

    /** Fills the first {@code size} bytes of {@code target}, or throws; the size was checked. */
    void decompress(Slice source, byte[] target, int size) {
        int made;
        try {
            made = run(source, target, size);
        } catch (Damage e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new Damage("page cannot be decompressed: " + e.getMessage(), e);
        }
        if (made != size) {
            throw new Damage("page holds " + made + " bytes where " + size + " were announced");
        }
    }

    private int run(Slice source, byte[] target, int size) throws IOException {
        var bytes = source.bytes();
        var offset = source.offset();
        var length = source.length();
        return switch (this) {
            case UNCOMPRESSED -> {
                System.arraycopy(bytes, offset, target, 0, length);
                yield length;
            }
            case SNAPPY -> SnappyDecoder.decompress(source, target, size);
            case GZIP -> {
                try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes, offset, length), 8192)) {
                    yield drain(in, target, size);
                }
            }
            case ZSTD -> {
                var made = Zstd.decompressByteArray(target, 0, size, bytes, offset, length);
                if (Zstd.isError(made)) {
                    throw new Damage("page cannot be decompressed: " + Zstd.getErrorName(made));
                }
                yield (int) made;
            }
            case BROTLI -> {
                try (var in = new BrotliInputStream(new ByteArrayInputStream(bytes, offset, length))) {
                    yield drain(in, target, size);
                }
            }
            case LZ4_RAW -> new Lz4Decompressor().decompress(bytes, offset, length, target, 0, size);
            case LZ4 -> framed(source, target, size);
            case LZO -> throw new Damage("lzo compression is not supported, write it with another");
        };
    }

    private static int drain(InputStream in, byte[] target, int size) throws IOException {
        var made = in.readNBytes(target, 0, size);
        return in.read() < 0 ? made : made + 1;
    }

    /** Blocks behind their two sizes, big-endian; some writers left the sizes away. */
    private static int framed(Slice source, byte[] target, int size) {
        var bytes = source.bytes();
        var at = source.offset();
        var end = at + source.length();
        var made = 0;
        while (end - at >= 8) {
            var whole = Integer.reverseBytes(LittleEndian.i32(bytes, at));
            at += 4;
            if (whole < 0 || whole > size - made) {
                return raw(source, target, size);
            }
            for (var stop = made + whole; made < stop; ) {
                var compressed = end - at < 4 ? -1 : Integer.reverseBytes(LittleEndian.i32(bytes, at));
                at += 4;
                if (compressed <= 0 || compressed > end - at) {
                    return raw(source, target, size);
                }
                made += new Lz4Decompressor().decompress(bytes, at, compressed, target, made, stop - made);
                at += compressed;
            }
        }
        return at == end && made == size ? made : raw(source, target, size);
    }

    private static int raw(Slice source, byte[] target, int size) {
        return new Lz4Decompressor().decompress(source.bytes(), source.offset(), source.length(), target, 0, size);
    }
}
