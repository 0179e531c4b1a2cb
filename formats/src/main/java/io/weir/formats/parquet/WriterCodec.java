package io.weir.formats.parquet;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Compressor;
import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Compresses pages without any of Hadoop's codecs. */
final class WriterCodec implements BytesInputCompressor {
    private static final int ZSTD_LEVEL = 3;

    private final CompressionCodecName codec;

    private WriterCodec(CompressionCodecName codec) {
        this.codec = codec;
    }

    /** {@code name} as users write it. */
    static WriterCodec named(String name) {
        return new WriterCodec(
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "snappy" -> CompressionCodecName.SNAPPY;
                    case "zstd" -> CompressionCodecName.ZSTD;
                    case "gzip" -> CompressionCodecName.GZIP;
                    case "lz4_raw" -> CompressionCodecName.LZ4_RAW;
                    case "uncompressed", "none" -> CompressionCodecName.UNCOMPRESSED;
                    default ->
                        throw new EngineException(
                                ErrorCode.INVALID_OPTION,
                                "compression of parquet files is one of snappy, zstd, gzip, lz4_raw, uncompressed: "
                                        + name);
                });
    }

    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        if (codec == CompressionCodecName.UNCOMPRESSED) {
            return bytes;
        }
        var copied = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
        bytes.writeAllTo(copied);
        var plain = copied.toByteArray();
        return switch (codec) {
            case SNAPPY -> BytesInput.from(Snappy.compress(plain));
            case ZSTD -> BytesInput.from(Zstd.compress(plain, ZSTD_LEVEL));
            case GZIP -> gzip(plain);
            case LZ4_RAW -> lz4(plain);
            default -> throw new AssertionError(codec);
        };
    }

    private static BytesInput gzip(byte[] plain) throws IOException {
        var compressed = new ByteArrayOutputStream(plain.length / 2);
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(plain);
        }
        return BytesInput.from(compressed.toByteArray());
    }

    private static BytesInput lz4(byte[] plain) {
        var compressor = new Lz4Compressor();
        var compressed = new byte[compressor.maxCompressedLength(plain.length)];
        var length = compressor.compress(plain, 0, plain.length, compressed, 0, compressed.length);
        return BytesInput.from(compressed, 0, length);
    }

    @Override
    public CompressionCodecName getCodecName() {
        return codec;
    }

    @Override
    public void release() {}
}
