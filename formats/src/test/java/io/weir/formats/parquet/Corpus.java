package io.weir.formats.parquet;

import io.weir.flow.Batch;
import io.weir.formats.file.FormatOptions;
import io.weir.testing.RandomBatches;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;

/** Small sound files of four writers: all types, encodings, codecs and page versions, with nulls, nested and not. */
final class Corpus {
    private static final int ROWS = 300;

    private static final String DUCK_FLAT = """
            SELECT i AS id, i % 2 = 0 AS b, nullif(i % 100, 7)::TINYINT AS t, (i % 1000)::SMALLINT AS s, nullif(i % 5, 0)::INT AS i,
              (i * 1000000007)::BIGINT AS l, (i % 250)::UTINYINT AS ut, (i % 60000)::USMALLINT AS us, (4294967295 - i)::UINTEGER AS ui,
              (18446744073709551615 - i)::UBIGINT AS ul, (i / 3)::FLOAT AS f, CASE WHEN i = 9 THEN 'nan'::DOUBLE ELSE i / 7 END AS d,
              'row ' || i || ' ü' AS v, nullif('x' || i % 10, 'x3') AS few, encode('bytes' || i) AS bin, (i / 100)::DECIMAL(4,2) AS d4,
              (i * 1000003 / 100)::DECIMAL(18,3) AS d18, (i::HUGEINT * 10000000000000000000000)::DECIMAL(38,5) AS d38,
              DATE '1969-12-01' + i::INT AS da, TIME '00:00:01.000001' + to_microseconds(i * 1234567) AS ti,
              TIMESTAMP '1969-12-31 00:00:00.000001' + to_microseconds(i * 99999999) AS ts,
              (TIMESTAMP '2020-01-01' + to_milliseconds(i))::TIMESTAMP_MS AS tms, (TIMESTAMP '2020-01-01' + to_seconds(i))::TIMESTAMPTZ AS tz,
              ('00000000-0000-0000-0000-' || lpad((i * 7)::VARCHAR, 12, '0'))::UUID AS u, NULL::INT AS n
            FROM range(300) t(i)
            """;
    private static final String DUCK_NESTED = """
            SELECT i AS id, CASE WHEN i % 5 = 0 THEN NULL ELSE range(i % 4) END AS list, [[i], NULL, []] AS lists,
              CASE WHEN i % 4 = 0 THEN NULL ELSE {'a': nullif(i % 3, 0), 'b': {'c': i % 7 = 0, 'd': ['x' || i]}} END AS row,
              CASE WHEN i % 7 = 0 THEN NULL ELSE map_from_entries(list_transform(range(i % 5), lambda x: {'k': 'k' || x, 'v': nullif(x, 2)})) END AS m,
              list_transform(range(i % 3), lambda x: {'p': x, 'q': nullif('q' || x, 'q1')}) AS rows
            FROM range(300) t(i)
            """;

    private static final String LIBRARY_FLAT = """
            message m {
              required int64 id; optional boolean b; optional int32 i; optional int32 t (INTEGER(8,true)); optional int32 us (INTEGER(16,false));
              optional int32 ui (INTEGER(32,false)); optional int64 ul (INTEGER(64,false)); optional int32 da (DATE); optional int32 d9 (DECIMAL(9,3));
              optional int64 d18 (DECIMAL(18,2)); optional binary d30 (DECIMAL(30,4)); optional fixed_len_byte_array(7) d16 (DECIMAL(16,2));
              optional fixed_len_byte_array(16) d38 (DECIMAL(38,10)); optional int32 ti (TIME(MILLIS,false)); optional int64 tu (TIME(MICROS,false));
              optional int64 tm (TIMESTAMP(MILLIS,false)); optional int64 tz (TIMESTAMP(MICROS,true)); optional int64 tn (TIMESTAMP(NANOS,false));
              optional int96 old; optional float f; optional double d; required binary v (STRING); optional binary e (ENUM); optional binary bin;
              optional fixed_len_byte_array(16) u (UUID); optional fixed_len_byte_array(5) fix; required boolean rb; required int32 ri;
              required fixed_len_byte_array(9) rd (DECIMAL(20,0)); required double rf;
            }
            """;
    private static final String LIBRARY_NESTED = """
            message m {
              required int64 id; optional group l (LIST) { repeated group list { optional int32 element; } }
              optional group two (LIST) { repeated binary array (STRING); } repeated int64 bare;
              optional group ll (LIST) { repeated group list { optional group element (LIST) { repeated group list { required double element; } } } }
              optional group mm (MAP) { repeated group key_value { required binary key (STRING); optional group value { optional int32 x; } } }
              optional group r { required int32 a; optional group s { optional binary b (STRING); repeated int32 c; } }
            }
            """;

    private Corpus() {}

    record Entry(String name, byte[] bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Entry> files(Path directory) throws Exception {
        var files = new ArrayList<Entry>();
        files.addAll(ofSpark());
        files.addAll(ofDuckDb(directory));
        files.addAll(ofLibrary());
        files.addAll(ofWriter());
        return files;
    }

    /** Remade by scripts/dev/spark-files. */
    static List<Entry> ofSpark() throws IOException, URISyntaxException {
        var entries = new ArrayList<Entry>();
        try (var paths =
                Files.list(Path.of(Corpus.class.getResource("/parquet/spark").toURI()))) {
            for (var path : paths.sorted().toList()) {
                entries.add(new Entry("spark/" + path.getFileName(), Files.readAllBytes(path)));
            }
        }
        return entries;
    }

    static List<Entry> ofDuckDb(Path directory) throws Exception {
        var entries = new ArrayList<Entry>();
        try (var database = new DuckDb()) {
            for (var version : List.of("v1", "v2")) {
                for (var codec : List.of("uncompressed", "snappy", "zstd", "gzip", "lz4_raw", "brotli")) {
                    for (var dictionary : List.of("", ", DICTIONARY_SIZE_LIMIT 1")) {
                        var options = "PARQUET_VERSION " + version + ", COMPRESSION " + codec + dictionary;
                        entries.add(duck(database, directory, DUCK_FLAT, options));
                    }
                    entries.add(duck(
                            database, directory, DUCK_NESTED, "PARQUET_VERSION " + version + ", COMPRESSION " + codec));
                }
            }
        }
        return entries;
    }

    private static Entry duck(DuckDb database, Path directory, String query, String options) throws Exception {
        var file = directory.resolve("duck.parquet");
        database.copy(query, file, options);
        var kind = query.equals(DUCK_FLAT) ? "flat" : "nested";
        return new Entry("duckdb/" + kind + " " + options, Files.readAllBytes(file));
    }

    static List<Entry> ofLibrary() throws IOException {
        var entries = new ArrayList<Entry>();
        for (var version : WriterVersion.values()) {
            for (var codec : List.of("UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW")) {
                for (var encoding : List.of("dictionary", "plain", "split", "pages")) {
                    var name = "parquet-java/flat " + version + " " + codec + " " + encoding;
                    entries.add(new Entry(
                            name,
                            LibraryFiles.bytes(
                                    LIBRARY_FLAT,
                                    ROWS,
                                    Corpus::fillFlat,
                                    builder -> set(builder, version, codec, encoding))));
                }
            }
            for (var encoding : List.of("dictionary", "plain", "pages")) {
                var name = "parquet-java/nested " + version + " " + encoding;
                entries.add(new Entry(
                        name,
                        LibraryFiles.bytes(
                                LIBRARY_NESTED,
                                ROWS,
                                Corpus::fillNested,
                                builder -> set(builder, version, "SNAPPY", encoding))));
            }
        }
        return entries;
    }

    private static ExampleParquetWriter.Builder set(
            ExampleParquetWriter.Builder builder, WriterVersion version, String codec, String encoding) {
        builder.withWriterVersion(version)
                .withCompressionCodec(CompressionCodecName.valueOf(codec))
                .withDictionaryEncoding(encoding.equals("dictionary") || encoding.equals("pages"));
        if (encoding.equals("split")) {
            for (var column : List.of("id", "i", "d9", "d18", "f", "d", "ri", "rf")) {
                builder.withByteStreamSplitEncoding(column, true);
            }
        }
        return encoding.equals("pages")
                ? builder.withPageRowCountLimit(23)
                        .withMinRowCountForPageSizeCheck(23)
                        .withDictionaryPageSize(200)
                        .withBloomFilterEnabled(true)
                        .withRowGroupSize(20_000L)
                : builder;
    }

    static void fillFlat(Group group, int i) {
        group.append("id", (long) i);
        group.append("v", "common beginning " + i / 10 + "ä" + i).append("rb", i % 3 == 0);
        group.append("ri", i * 31).append("rf", i == 5 ? -0.0 : i / 9.0);
        group.add("rd", binary(fixed(BigInteger.valueOf(i - 100), 9)));
        if (i % 6 == 0) {
            return;
        }
        group.append("b", i % 2 == 0)
                .append("i", i % 7)
                .append("t", (int) (byte) i)
                .append("us", i * 217 & 0xffff);
        group.append("ui", i * 77777777)
                .append("ul", i * 1_000_000_007L * 1_000_003)
                .append("da", i - 50);
        group.append("d9", i * 1001 - 5)
                .append("d18", i * 99991L)
                .append("ti", i * 1001)
                .append("tu", i * 1_000_001L);
        group.append("tm", i * 1001L - 5000).append("tz", i * 1_001_000L).append("tn", i * 1_001_000L);
        group.append("f", i == 8 ? Float.NaN : i / 3f).append("d", i == 7 ? Double.NaN : i / 7.0);
        group.append("e", "kind " + i % 4);
        group.add(
                "d30",
                binary(BigInteger.valueOf(i - 9)
                        .multiply(BigInteger.TEN.pow(22))
                        .toByteArray()));
        group.add("d16", binary(fixed(BigInteger.valueOf(i * 31L - 7), 7)));
        group.add("d38", binary(fixed(BigInteger.valueOf(i - 9).multiply(BigInteger.TEN.pow(22)), 16)));
        group.add("bin", binary(("bytes" + i % 11).getBytes(StandardCharsets.UTF_8)));
        group.add("u", binary(fixed(BigInteger.valueOf(i * 7L), 16)));
        group.add("fix", binary(fixed(BigInteger.valueOf(i % 20), 5)));
        group.add(
                "old",
                binary(ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(i * 1_234_567_000L)
                        .putInt(2_440_588 + i % 3)
                        .array()));
    }

    private static Binary binary(byte[] bytes) {
        return Binary.fromConstantByteArray(bytes);
    }

    private static byte[] fixed(BigInteger value, int length) {
        var digits = value.toByteArray();
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, bytes, length - digits.length, digits.length);
        return bytes;
    }

    static void fillNested(Group group, int i) {
        group.append("id", (long) i);
        for (var k = 0; k < i % 3; k++) {
            group.append("bare", (long) i + k);
        }
        if (i % 5 == 0) {
            return;
        }
        var list = group.addGroup("l");
        var two = group.addGroup("two");
        var lists = group.addGroup("ll");
        var map = group.addGroup("mm");
        for (var k = 0; k < i % 4; k++) {
            var element = list.addGroup("list");
            two.append("array", "e" + k);
            var inner = lists.addGroup("list").addGroup("element");
            if (k > 0) {
                element.append("element", i + k);
                inner.addGroup("list").append("element", i / 2.0);
            }
            var entry = map.addGroup("key_value").append("key", "k" + k);
            if (k != 1) {
                entry.addGroup("value").append("x", k);
            }
        }
        var row = group.addGroup("r").append("a", i);
        if (i % 3 > 0) {
            row.addGroup("s").append("b", "b" + i).append("c", i);
        }
    }

    static List<Entry> ofWriter() throws IOException {
        var entries = new ArrayList<Entry>();
        var types = RandomBatches.allTypes().stream()
                .filter(type -> type != Scalar.INTERVAL_MONTHS && type != Scalar.INTERVAL_MICROS)
                .toList();
        for (var codec : List.of("uncompressed", "snappy", "gzip", "zstd", "lz4_raw")) {
            for (var groupRows : List.of("60", "1000000")) {
                var options = new FormatOptions(Map.of("compression", codec, "row_group_rows", groupRows), null);
                entries.add(new Entry("weir/" + codec + " " + groupRows, written(types, options)));
            }
        }
        return entries;
    }

    static byte[] written(List<DataType> types, FormatOptions options) throws IOException {
        var fields = new ArrayList<Schema.Field>();
        types.forEach(type -> fields.add(new Schema.Field("c" + fields.size(), type)));
        var random = new RandomBatches(options.hashCode());
        var out = new java.io.ByteArrayOutputStream();
        try (var writer = new ParquetBatchWriter(out, new Schema(fields), options)) {
            for (var i = 0; i < 3; i++) {
                writer.write(plain(random.of(types, 80)));
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    private static Batch plain(Batch batch) {
        return Batch.of(batch.physicalRows(), batch.columns().toArray(io.weir.vector.Vector[]::new))
                .select(batch.selection());
    }
}
