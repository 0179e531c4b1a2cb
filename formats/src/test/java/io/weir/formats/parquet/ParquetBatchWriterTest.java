package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.flow.Batch;
import io.weir.formats.file.FormatOptions;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the writer leaves behind is read by another engine. */
class ParquetBatchWriterTest {
    @TempDir
    Path directory;

    private static Vector vector(DataType type, List<?> values) {
        var builder = VectorBuilder.of(type, values.size());
        values.forEach(value -> Values.append(builder, value));
        return builder.build();
    }

    private void write(String file, Schema schema, FormatOptions options, Batch... batches) throws IOException {
        try (var writer = new ParquetBatchWriter(Files.newOutputStream(directory.resolve(file)), schema, options)) {
            for (var batch : batches) {
                writer.write(batch);
            }
            writer.finish();
        }
    }

    /** Runs SQL in which {@code $file} stands for the files written; answers rows as text. */
    private List<String> query(String sql) throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            try (var results = statement.executeQuery(sql.replace("$file", "'" + directory + "/*.parquet'"))) {
                while (results.next()) {
                    var row = new ArrayList<String>();
                    for (var i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                        row.add(results.getString(i));
                    }
                    rows.add(
                            String.join(" | ", row.stream().map(String::valueOf).toList()));
                }
            }
        }
        return rows;
    }

    private void check(DataType type, String duckType, List<?> values, List<String> texts) throws Exception {
        var column = vector(type, values);
        write("a.parquet", Schema.of(new Schema.Field("c", type)), FormatOptions.NONE, Batch.of(column));
        assertThat(query("select typeof(c), cast(c as varchar) from $file"))
                .isEqualTo(texts.stream().map(text -> duckType + " | " + text).toList());
    }

    @Test
    void numbersKeepTypeAndValue() throws Exception {
        check(Scalar.BOOLEAN, "BOOLEAN", Arrays.asList(true, null, false), List.of("true", "null", "false"));
        check(Scalar.TINYINT, "TINYINT", Arrays.asList((byte) -128, null, (byte) 127), List.of("-128", "null", "127"));
        check(Scalar.SMALLINT, "SMALLINT", Arrays.asList((short) -32768, (short) 7), List.of("-32768", "7"));
        check(Scalar.INT, "INTEGER", Arrays.asList(Integer.MIN_VALUE, null, 5), List.of("-2147483648", "null", "5"));
        check(Scalar.BIGINT, "BIGINT", Arrays.asList(Long.MAX_VALUE, null), List.of("9223372036854775807", "null"));
        check(Scalar.REAL, "FLOAT", Arrays.asList(1.5f, Float.NaN, null), List.of("1.5", "nan", "null"));
        check(
                Scalar.DOUBLE,
                "DOUBLE",
                Arrays.asList(-0.1, Double.NaN, Double.NEGATIVE_INFINITY),
                List.of("-0.1", "nan", "-inf"));
    }

    @Test
    void decimalsOfAnyWidthKeepTypeAndValue() throws Exception {
        check(
                new DataType.Decimal(9, 2),
                "DECIMAL(9,2)",
                Arrays.asList(new BigDecimal("-1234567.89"), null, new BigDecimal("0.01")),
                List.of("-1234567.89", "null", "0.01"));
        check(
                new DataType.Decimal(18, 4),
                "DECIMAL(18,4)",
                List.of(new BigDecimal("-99999999999999.9999")),
                List.of("-99999999999999.9999"));
        check(
                new DataType.Decimal(19, 0),
                "DECIMAL(19,0)",
                List.of(new BigDecimal("-9999999999999999999"), new BigDecimal("1")),
                List.of("-9999999999999999999", "1"));
        check(
                new DataType.Decimal(38, 10),
                "DECIMAL(38,10)",
                List.of(new BigDecimal("-9999999999999999999999999999.9999999999")),
                List.of("-9999999999999999999999999999.9999999999"));
    }

    @Test
    void textsAndTimesKeepTypeAndValue() throws Exception {
        check(Scalar.VARCHAR, "VARCHAR", Arrays.asList("", null, "äöü \0 日本"), List.of("", "null", "äöü \0 日本"));
        check(new DataType.Char(5), "VARCHAR", List.of("ab   "), List.of("ab"));
        check(Scalar.VARBINARY, "BLOB", List.of(new byte[] {0, (byte) 0xff}), List.of("\\x00\\xFF"));
        check(
                Scalar.DATE,
                "DATE",
                Arrays.asList(LocalDate.of(1969, 7, 20), null, LocalDate.of(9999, 12, 31)),
                List.of("1969-07-20", "null", "9999-12-31"));
        check(Scalar.TIME, "TIME", List.of(LocalTime.of(23, 59, 59, 999_999_000)), List.of("23:59:59.999999"));
        check(
                new DataType.Timestamp(6, false),
                "TIMESTAMP",
                List.of(LocalDateTime.of(1900, 1, 1, 0, 0, 0, 1000)),
                List.of("1900-01-01 00:00:00.000001"));
        check(
                new DataType.Timestamp(9, false),
                "TIMESTAMP_NS",
                List.of(LocalDateTime.of(2024, 2, 29, 1, 2, 3, 123456789)),
                List.of("2024-02-29 01:02:03.123456789"));
        check(
                new DataType.Timestamp(3, true),
                "TIMESTAMP WITH TIME ZONE",
                List.of(Instant.parse("2024-02-29T01:02:03.5Z")),
                List.of("2024-02-29 01:02:03.5+00"));
    }

    @Test
    void nestedValuesKeepNullsAtEveryLevel() throws Exception {
        var point = new DataType.RowOf(Schema.of(
                new Schema.Field("x", Scalar.INT), new Schema.Field("tags", new DataType.ListOf(Scalar.VARCHAR))));
        check(
                new DataType.ListOf(new DataType.ListOf(Scalar.INT)),
                "INTEGER[][]",
                Arrays.asList(
                        List.of(List.of(1, 2), List.of(), Arrays.asList(3, null)),
                        null,
                        List.of(),
                        Arrays.asList((Object) null)),
                List.of("[[1, 2], [], [3, NULL]]", "null", "[]", "[NULL]"));
        check(
                new DataType.ListOf(point),
                "STRUCT(x INTEGER, tags VARCHAR[])[]",
                Arrays.asList(List.of(Arrays.asList(1, List.of("a", "b")), Arrays.asList(null, null)), null),
                List.of("[{'x': 1, 'tags': [a, b]}, {'x': NULL, 'tags': NULL}]", "null"));
        check(
                point,
                "STRUCT(x INTEGER, tags VARCHAR[])",
                Arrays.asList(null, Arrays.asList(7, Arrays.asList("x", null))),
                List.of("null", "{'x': 7, 'tags': [x, NULL]}"));
        var byId = new java.util.LinkedHashMap<Object, Object>();
        byId.put("a", List.of(1L));
        byId.put("b", null);
        check(
                new DataType.MapOf(Scalar.VARCHAR, new DataType.ListOf(Scalar.BIGINT)),
                "MAP(VARCHAR, BIGINT[])",
                Arrays.asList(byId, Map.of(), null),
                List.of("{a=[1], b=NULL}", "{}", "null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd", "gzip", "lz4_raw", "uncompressed"})
    void manyRowsInManyGroupsAndPagesComeBack(String codec) throws Exception {
        var options = new FormatOptions(Map.of("compression", codec, "row_group_rows", "70000"), null);
        var schema = Schema.of(
                new Schema.Field("id", Scalar.BIGINT),
                new Schema.Field("few", Scalar.VARCHAR),
                new Schema.Field("list", new DataType.ListOf(Scalar.INT)));
        var batches = new ArrayList<Batch>();
        for (var b = 0; b < 25; b++) {
            var from = b * 8000L;
            var ids = LongStream.range(from, from + 8000).boxed().toList();
            var few =
                    ids.stream().map(id -> id % 11 == 0 ? null : "v" + id % 11).toList();
            var lists = ids.stream()
                    .map(id -> IntStream.range(0, (int) (id % 4)).boxed().toList())
                    .toList();
            batches.add(Batch.of(
                            vector(Scalar.BIGINT, ids),
                            vector(Scalar.VARCHAR, few),
                            vector(new DataType.ListOf(Scalar.INT), lists))
                    .select(Selection.range(1, 7999)));
        }
        write("many.parquet", schema, options, batches.toArray(Batch[]::new));
        assertThat(query("select count(*), sum(id), count(few), count(distinct few), sum(list_sum(list)) from $file"))
                .containsExactly("199975 | 19997500000 | 181796 | 10 | " + sumOfLists());
        assertThat(query("select count(distinct row_group_id), max(row_group_num_rows) from parquet_metadata($file)"))
                .containsExactly("3 | 70000");
        assertThat(query("select id from $file where id between 69998 and 70002 order by 1"))
                .containsExactly("69998", "69999", "70000", "70001", "70002");
    }

    private static long sumOfLists() {
        return LongStream.range(0, 200_000)
                .filter(id -> id % 8000 != 0)
                .map(id -> id % 4 * (id % 4 - 1) / 2)
                .sum();
    }

    @Test
    void statisticsBoundTheValues() throws Exception {
        var schema = Schema.of(new Schema.Field("s", Scalar.VARCHAR), new Schema.Field("d", Scalar.DOUBLE));
        var batch = Batch.of(
                vector(Scalar.VARCHAR, Arrays.asList("b", null, "é", "a")),
                vector(Scalar.DOUBLE, Arrays.asList(Double.NaN, 0.0, -1.0, null)));
        write("stats.parquet", schema, FormatOptions.NONE, batch);
        assertThat(query("select path_in_schema, stats_min_value, stats_max_value, stats_null_count"
                        + " from parquet_metadata($file) order by 1"))
                .containsExactly("d | -1.0 | 0.0 | 1", "s | a | é | 1");
    }

    @Test
    void indexesSayWhatIsInAPage() throws Exception {
        var ids = LongStream.range(0, 120_000).boxed().toList();
        var schema = Schema.of(new Schema.Field("id", Scalar.BIGINT));
        write("pages.parquet", schema, FormatOptions.NONE, Batch.of(vector(Scalar.BIGINT, ids)));
        try (var reader = ParquetFileReader.open(new LocalInputFile(directory.resolve("pages.parquet")))) {
            var chunk = reader.getRowGroups().get(0).getColumns().get(0);
            var offsets = reader.readOffsetIndex(chunk);
            assertThat(offsets.getPageCount()).isGreaterThan(2);
            assertThat(reader.readColumnIndex(chunk)
                            .getMinValues()
                            .get(1)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong(0))
                    .isEqualTo(offsets.getFirstRowIndex(1));
        }
    }

    @Test
    void anEmptyFileHasItsSchema() throws Exception {
        write("none.parquet", Schema.of(new Schema.Field("a", Scalar.INT)), FormatOptions.NONE);
        assertThat(query("select count(*), count(a) from $file")).containsExactly("0 | 0");
    }

    @Test
    void whatCannotBeWrittenIsSaid() {
        var schema = Schema.of(new Schema.Field("i", Scalar.INTERVAL_MONTHS));
        assertThatThrownBy(() -> write("x", schema, FormatOptions.NONE))
                .isInstanceOf(EngineException.class)
                .hasMessage("parquet files cannot hold interval year to month, cast the column: i");
        var wrong = new FormatOptions(Map.of("compression", "rar"), null);
        assertThatThrownBy(() -> write("x", Schema.of(new Schema.Field("a", Scalar.INT)), wrong))
                .hasMessageContaining("snappy")
                .hasMessageContaining("rar");
    }
}
