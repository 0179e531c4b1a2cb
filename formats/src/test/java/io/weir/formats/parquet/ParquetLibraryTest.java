package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.Nullable;
import io.weir.expression.Column;
import io.weir.formats.file.Domain;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Types by encodings by codecs by page versions by shares of nulls: every value comes back as the one that was written. */
final class ParquetLibraryTest {
    private static final int ROWS = 3000;

    /** A type as the library declares it, a value for a number as it is written, and what it is read as. */
    private record Kind(String type, Function<Long, Object> written, Function<Long, Object> read) {
        static Kind same(String type, Function<Long, Object> value) {
            return new Kind(type, value, value);
        }

        @Override
        public String toString() {
            return type;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                Kind.same("boolean c", n -> n % 3 == 0),
                Kind.same("int32 c", n -> (int) (n * 31)),
                new Kind("int32 c (INTEGER(8,true))", n -> (int) (byte) (long) n, n -> (byte) (long) n),
                new Kind("int32 c (INTEGER(16,false))", n -> (int) (n & 0xffff), n -> (int) (n & 0xffff)),
                new Kind("int32 c (INTEGER(32,false))", n -> (int) (n * 77777777L), n -> (n * 77777777L) & 0xffffffffL),
                new Kind("int32 c (DATE)", n -> (int) (long) n, n -> LocalDate.ofEpochDay(n)),
                new Kind("int32 c (DECIMAL(9,3))", n -> (int) (long) n, n -> BigDecimal.valueOf(n, 3)),
                new Kind(
                        "int32 c (TIME(MILLIS,true))",
                        n -> (int) (n & 0xffff),
                        n -> LocalTime.ofNanoOfDay((n & 0xffff) * 1_000_000)),
                Kind.same("int64 c", n -> n * 1_000_000_007L * 1_000_003),
                new Kind(
                        "int64 c (INTEGER(64,false))",
                        n -> n * 1_000_000_007L * 1_000_003,
                        n -> unsigned(n * 1_000_000_007L * 1_000_003)),
                new Kind("int64 c (DECIMAL(18,2))", n -> n * 99991, n -> BigDecimal.valueOf(n * 99991, 2)),
                new Kind("int64 c (TIMESTAMP(MILLIS,false))", n -> n * 1001, n -> moment(n * 1001 * 1_000_000)),
                new Kind(
                        "int64 c (TIMESTAMP(MICROS,true))",
                        n -> n * 1001,
                        n -> moment(n * 1_001_000).toInstant(ZoneOffset.UTC)),
                new Kind("int64 c (TIMESTAMP(NANOS,false))", n -> n * 1001, n -> moment(n * 1001)),
                new Kind("int96 c", n -> int96(n), n -> moment(Math.floorDiv(n * 1_234_567_891L, 1000) * 1000)),
                Kind.same("float c", n -> n / 3f),
                Kind.same("double c", n -> n == 17 ? Double.NaN : n / 7.0),
                Kind.same("binary c (STRING)", n -> "common beginning " + n / 10 + "ä" + n),
                new Kind("binary c", n -> bytes(n), n -> bytes(n)),
                new Kind("binary c (DECIMAL(30,4))", n -> big(n).toByteArray(), n -> new BigDecimal(big(n), 4)),
                new Kind(
                        "fixed_len_byte_array(7) c (DECIMAL(16,2))",
                        n -> fixed(BigInteger.valueOf(n * 31), 7),
                        n -> BigDecimal.valueOf(n * 31, 2)),
                new Kind(
                        "fixed_len_byte_array(16) c (DECIMAL(38,10))",
                        n -> fixed(big(n), 16),
                        n -> new BigDecimal(big(n), 10)),
                new Kind(
                        "fixed_len_byte_array(2) c (FLOAT16)",
                        n -> new byte[] {0, (byte) (n % 2 == 0 ? 0x3c : 0xc0)},
                        n -> n % 2 == 0 ? 1f : -2f),
                new Kind(
                        "fixed_len_byte_array(12) c (INTERVAL)",
                        n -> interval(n),
                        n -> (n & 0xff) * 86_400_000_000L + 5000),
                Kind.same("fixed_len_byte_array(5) c", n -> fixed(BigInteger.valueOf(n), 5)));
    }

    private static BigDecimal unsigned(long value) {
        return new BigDecimal(Long.toUnsignedString(value));
    }

    private static LocalDateTime moment(long nanos) {
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(0, nanos), ZoneOffset.UTC);
    }

    private static byte[] int96(long n) {
        var nanos = n * 1_234_567_891L;
        var day = 86_400_000_000_000L;
        return ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Math.floorMod(nanos, day))
                .putInt((int) Math.floorDiv(nanos, day) + 2_440_588)
                .array();
    }

    private static byte[] interval(long n) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putInt((int) (n & 0xff))
                .putInt(5)
                .array();
    }

    private static byte[] bytes(long n) {
        var bytes = new byte[(int) Math.floorMod(n, 40L)];
        Arrays.fill(bytes, (byte) n);
        return bytes;
    }

    private static BigInteger big(long n) {
        return BigInteger.valueOf(n).multiply(BigInteger.TEN.pow(22));
    }

    private static byte[] fixed(BigInteger value, int length) {
        var digits = value.toByteArray();
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, bytes, length - digits.length, digits.length);
        return bytes;
    }

    private static final List<UnaryOperator<ExampleParquetWriter.Builder>> SETTINGS = List.of(
            builder -> builder.withDictionaryEncoding(true),
            builder -> builder.withDictionaryEncoding(false).withCompressionCodec(CompressionCodecName.SNAPPY),
            builder -> builder.withWriterVersion(WriterVersion.PARQUET_2_0)
                    .withDictionaryEncoding(false)
                    .withCompressionCodec(CompressionCodecName.ZSTD),
            builder -> builder.withWriterVersion(WriterVersion.PARQUET_2_0)
                    .withDictionaryPageSize(600)
                    .withPageSize(512)
                    .withCompressionCodec(CompressionCodecName.GZIP),
            builder -> builder.withDictionaryEncoding(false)
                    .withByteStreamSplitEncoding(true)
                    .withPageSize(1024)
                    .withCompressionCodec(CompressionCodecName.LZ4_RAW),
            builder ->
                    builder.withPageRowCountLimit(7).withDictionaryPageSize(300).withPageWriteChecksumEnabled(false));

    @ParameterizedTest
    @MethodSource("kinds")
    void valuesComeBack(Kind kind) throws Exception {
        var random = new Random(kind.type().hashCode());
        for (var nulls : List.of(0.0, 0.2, 0.98)) {
            for (var few : List.of(true, false)) {
                var numbers = new ArrayList<@Nullable Long>();
                for (var i = 0; i < ROWS; i++) {
                    var number = few ? random.nextInt(20) / 3L : random.nextInt(2_000_000) - 1_000_000L;
                    numbers.add(random.nextDouble() < nulls ? null : number);
                }
                for (var settings : SETTINGS) {
                    var file = LibraryFiles.column(kind.type(), map(numbers, kind.written()), settings);
                    var expected = DuckDb.comparable(map(numbers, kind.read()).stream()
                            .map(Arrays::asList)
                            .toList());
                    assertThat(DuckDb.comparable(new Scans().rows(file))).isEqualTo(expected);
                }
            }
        }
    }

    private static List<@Nullable Object> map(List<@Nullable Long> numbers, Function<Long, Object> mapping) {
        var mapped = new ArrayList<@Nullable Object>();
        numbers.forEach(number -> mapped.add(number == null ? null : mapping.apply(number)));
        return mapped;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void valuesComeBackFromSplitStreams(Kind kind) throws Exception {
        if (!kind.type().matches("(int32|int64|fixed).*")) {
            return;
        }
        var numbers = new ArrayList<@Nullable Long>();
        for (var i = 0L; i < ROWS; i++) {
            numbers.add(i % 9 == 0 ? null : i * 17);
        }
        var file = LibraryFiles.column(
                kind.type(),
                map(numbers, kind.written()),
                builder -> builder.withDictionaryEncoding(false).withByteStreamSplitEncoding("c", true));
        var expected = DuckDb.comparable(
                map(numbers, kind.read()).stream().map(Arrays::asList).toList());
        assertThat(DuckDb.comparable(new Scans().rows(file))).isEqualTo(expected);
    }

    @Test
    void anOffsetIndexLetsOnlyTheWantedPagesBeRead() throws Exception {
        var file = LibraryFiles.write(
                "message m { required int64 k; optional binary s (STRING); repeated int32 r; }",
                100_000,
                (group, i) -> {
                    group.add("k", (long) i);
                    if (i % 3 != 0) {
                        group.add("s", "value " + i * 7919 + "/" + i);
                    }
                    for (var n = 0; n < i % 4; n++) {
                        group.add("r", i + n);
                    }
                },
                builder -> builder.withPageRowCountLimit(1000));
        var all = DuckDb.comparable(new Scans().rows(file));
        var scans = new Scans();
        var schema = scans.format.summarize(file, FormatOptions.NONE).schema();
        var domain = Domain.of(List.of(4321L, 15_000L, 15_001L));
        file.bytesRead = 0;
        var rows = scans.rows(
                file,
                schema,
                List.of(new Compare(new Column(0, schema.type(0)), domain)),
                List.of(new ColumnDomain(0, domain)));
        assertThat(DuckDb.comparable(rows)).containsExactly(all.get(4321), all.get(15_000), all.get(15_001));
        assertThat(scans.metric("bytes read")).isLessThan(file.file().length() / 4);
        assertThat(scans.metric("pages skipped")).isGreaterThan(150);
    }

    @ParameterizedTest
    @EnumSource(WriterVersion.class)
    void partsOfARowGroupHoldAllItsRowsOnce(WriterVersion version) throws Exception {
        var file = LibraryFiles.write(
                "message m { optional int64 k; repeated binary r (STRING); optional group g { required int32 x; } }",
                120_000,
                (group, i) -> {
                    if (i % 5 > 0) {
                        group.append("k", i * 7L).addGroup("g").append("x", i);
                    }
                    for (var n = 0; n < i % 3; n++) {
                        group.add("r", "r" + (i + n) % 100);
                    }
                },
                builder -> builder.withWriterVersion(version).withPageRowCountLimit(777));
        var all = DuckDb.comparable(new Scans().rows(file));
        assertThat(DuckDb.comparable(new Scans().rowsInPieces(file, 50_000))).isEqualTo(all);
        assertThat(all.get(7)).isEqualTo("[49, [r7], [7]]");
    }

    @Test
    void aBloomFilterRulesAValueOut() throws Exception {
        var file = LibraryFiles.write(
                "message m { required binary k (STRING); required int64 n; }",
                5000,
                (group, i) -> group.append("k", "key " + i * 2).append("n", i * 2L),
                builder -> builder.withBloomFilterEnabled(true).withDictionaryEncoding(false));
        for (var absent : Map.<Integer, Object>of(0, "key 4001", 1, 4001L).entrySet()) {
            var scans = new Scans();
            var schema = scans.format.summarize(file, FormatOptions.NONE).schema();
            var domain = Domain.of(List.of(absent.getValue()));
            assertThat(scans.rows(file, schema, List.of(), List.of(new ColumnDomain(absent.getKey(), domain))))
                    .isEmpty();
            assertThat(scans.metric("row groups skipped")).isEqualTo(1);
        }
        for (var present : Map.<Integer, Object>of(0, "key 4000", 1, 4000L).entrySet()) {
            var scans = new Scans();
            var schema = scans.format.summarize(file, FormatOptions.NONE).schema();
            var domain = Domain.of(List.of(present.getValue()));
            assertThat(scans.rows(file, schema, List.of(), List.of(new ColumnDomain(present.getKey(), domain))))
                    .isNotEmpty();
        }
    }

    @Test
    void listsOfOlderWritersAreRead() throws Exception {
        var file = LibraryFiles.write(
                """
                message m {
                  optional group two_level (LIST) { repeated int32 element; }
                  optional group pairs (LIST) { repeated group array { required int32 a; } }
                  optional group wide (LIST) { repeated group item { required int32 a; optional int32 b; } }
                  repeated group bare { optional int32 x; }
                  optional group old_map (MAP_KEY_VALUE) { repeated group map { required binary key (STRING); optional int32 value; } }
                }
                """,
                2,
                (group, i) -> {
                    if (i == 1) {
                        return;
                    }
                    group.addGroup("two_level").append("element", 1).append("element", 2);
                    group.addGroup("pairs").addGroup("array").append("a", 3);
                    group.addGroup("wide").addGroup("item").append("a", 4);
                    group.addGroup("bare").append("x", 5);
                    group.addGroup("bare");
                    group.addGroup("old_map").addGroup("map").append("key", "k").append("value", 6);
                },
                builder -> builder);
        assertThat(DuckDb.comparable(new Scans().rows(file)))
                .containsExactly("[[1, 2], [[3]], [[4, null]], [[5], [null]], {k=6 }]", "[null, null, null, [], null]");
    }
}
