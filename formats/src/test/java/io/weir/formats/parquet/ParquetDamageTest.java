package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.formats.file.FormatOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files give an error that names them, or rows; never anything else, and soon. */
final class ParquetDamageTest {
    private static final String SCHEMA = """
            message m {
              required int64 k; optional int32 i; optional double d; optional boolean b; optional binary s (STRING);
              optional fixed_len_byte_array(6) f (DECIMAL(12,2)); optional group l (LIST) { repeated group list { optional int32 element; } }
            }
            """;
    private static final int FLIPS = 1500;

    @TempDir
    private Path directory;

    private List<byte[]> files() throws Exception {
        var duck = directory.resolve("duck.parquet");
        try (var database = new DuckDb()) {
            database.copy(
                    "SELECT i, 'text ' || i % 7 AS s, (i / 10)::DECIMAL(30,2) AS d, [i, NULL] AS l, {'x': i} AS r, "
                            + "map(['a'], [i]) AS m FROM range(200) t(i)",
                    duck, "COMPRESSION zstd");
        }
        return List.of(
                Files.readAllBytes(duck),
                library(WriterVersion.PARQUET_1_0, CompressionCodecName.SNAPPY, true),
                library(WriterVersion.PARQUET_2_0, CompressionCodecName.GZIP, true),
                library(WriterVersion.PARQUET_2_0, CompressionCodecName.UNCOMPRESSED, false),
                library(WriterVersion.PARQUET_1_0, CompressionCodecName.LZ4_RAW, false));
    }

    private static byte[] library(WriterVersion version, CompressionCodecName codec, boolean checksums)
            throws Exception {
        return LibraryFiles.bytes(
                SCHEMA,
                150,
                (group, i) -> {
                    group.append("k", (long) i);
                    if (i % 4 > 0) {
                        group.append("i", i % 5)
                                .append("d", i / 3.0)
                                .append("b", i % 3 == 0)
                                .append("s", "text " + i);
                        group.add("f", org.apache.parquet.io.api.Binary.fromConstantByteArray(new byte[] {
                            0, 0, 0, 0, 1, (byte) i
                        }));
                        group.addGroup("l").addGroup("list").append("element", i);
                    }
                },
                builder -> builder.withWriterVersion(version)
                        .withCompressionCodec(codec)
                        .withPageRowCountLimit(40)
                        .withDictionaryEncoding("s", false)
                        .withPageWriteChecksumEnabled(checksums));
    }

    @Test
    void aFileCutOffAnywhereIsAnError() throws Exception {
        for (var whole : files()) {
            for (var length = 0; length < whole.length; length++) {
                var cut = new BytesInput("cut.parquet", Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> new Scans().rows(cut)).isInstanceOfSatisfying(EngineException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA);
                    assertThat(e.getMessage()).contains("cut.parquet").doesNotContain("\n");
                });
            }
        }
    }

    @Test
    void dataCutOutBeforeTheFooterIsAnError() throws Exception {
        for (var whole : files()) {
            for (var length = 4; length < whole.length - 700; length += 11) {
                var bytes = new byte[whole.length - length / 2];
                System.arraycopy(whole, 0, bytes, 0, bytes.length / 3);
                System.arraycopy(
                        whole,
                        whole.length - (bytes.length - bytes.length / 3),
                        bytes,
                        bytes.length / 3,
                        bytes.length - bytes.length / 3);
                readBounded(bytes, "length " + length);
            }
        }
    }

    @Test
    void flippedBitsGiveAnErrorOrRows() throws Exception {
        var number = 0;
        for (var whole : files()) {
            var random = new Random(++number);
            for (var flip = 0; flip < FLIPS; flip++) {
                var bytes = whole.clone();
                var bits = 1 + random.nextInt(3);
                var where = new StringBuilder("file " + number);
                for (var k = 0; k < bits; k++) {
                    var bit = random.nextInt(8 * bytes.length);
                    bytes[bit / 8] ^= (byte) (1 << bit % 8);
                    where.append(" bit ").append(bit);
                }
                readBounded(bytes, where.toString());
            }
        }
    }

    @Test
    void aFlippedBitInPagesWithChecksumsNeverChangesRows() throws Exception {
        var whole = library(WriterVersion.PARQUET_1_0, CompressionCodecName.SNAPPY, true);
        var right = DuckDb.comparable(new Scans().rows(new BytesInput("whole.parquet", whole)));
        var footer = LittleEndian.i32(whole, whole.length - 8);
        var random = new Random(7);
        var errors = 0;
        for (var flip = 0; flip < FLIPS; flip++) {
            var bytes = whole.clone();
            var bit = 32 + random.nextInt(8 * (bytes.length - footer - 12));
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            var rows = readBounded(bytes, "bit " + bit);
            errors += rows == null ? 1 : 0;
            if (rows != null) {
                assertThat(DuckDb.comparable(rows)).describedAs("bit " + bit).isEqualTo(right);
            }
        }
        assertThat(errors).isGreaterThan(FLIPS / 2);
    }

    @Test
    void anErrorNamesFileRowGroupAndColumn() throws Exception {
        var whole = library(WriterVersion.PARQUET_1_0, CompressionCodecName.UNCOMPRESSED, true);
        var chunk = FooterReader.read(new BytesInput("x", whole))
                .groups()
                .get(0)
                .columns()
                .get(1);
        whole[(int) chunk.extent().end() - 1] ^= 1;
        assertThatThrownBy(() -> new Scans().rows(new BytesInput("orders.parquet", whole)))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "damaged parquet file: checksum of a page does not match: column i, row group 0 of orders.parquet");
    }

    @Test
    void otherFilesAreNoParquet() throws Exception {
        var scans = new Scans();
        assertThatThrownBy(() -> scans.format.summarize(
                        new BytesInput(
                                "a.csv", "id,name\n1,x\n2,y\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        FormatOptions.NONE))
                .hasMessageStartingWith("damaged parquet file: no parquet file");
    }

    /** Null where reading failed as it should. */
    private static @Nullable List<List<@Nullable Object>> readBounded(byte[] bytes, String what) {
        return Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            try {
                return new Scans().rows(new BytesInput("damaged.parquet", bytes));
            } catch (EngineException e) {
                assertThat(e.code())
                        .describedAs(what)
                        .isIn(Set.of(ErrorCode.BAD_DATA, ErrorCode.NOT_SUPPORTED, ErrorCode.SCHEMA_MISMATCH));
                assertThat(e.getMessage()).describedAs(what).contains("damaged.parquet");
                return null;
            } catch (Throwable e) {
                return fail(what + ": " + e, e);
            }
        });
    }
}
