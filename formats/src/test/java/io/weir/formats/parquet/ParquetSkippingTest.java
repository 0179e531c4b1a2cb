package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.Nullable;
import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.formats.file.Domain;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.Values;
import io.weir.vector.VectorBuilder;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters drop the same rows whether or not what they imply lets row groups and pages be skipped. */
final class ParquetSkippingTest {
    private static final String ROWS = """
            SELECT i, (i * 37 % 1000)::INT AS scattered, i // 1000 AS step, ('name ' || (i % 17)) AS name,
              ('unique ' || i) AS long_name, (i / 10)::DECIMAL(12,2) AS price, DATE '2020-01-01' + (i // 100)::INT AS day,
              CASE WHEN i < 9000 THEN NULL ELSE i END AS late, (i % 100)::DOUBLE AS number
            FROM range(20000) t(i)
            """;

    @TempDir
    private Path directory;

    private BytesInput file;
    private Scans scans;

    @BeforeEach
    void write() throws Exception {
        try (var database = new DuckDb()) {
            var path = directory.resolve("rows.parquet");
            database.copy(ROWS, path, "ROW_GROUP_SIZE 2048");
            file = BytesInput.of(path);
        }
        scans = new Scans();
    }

    @Test
    void statisticsSkipRowGroups() throws Exception {
        check("i", Domain.range(5000L, true, 5100L, false));
        assertThat(scans.metric("row groups")).isEqualTo(10);
        assertThat(scans.metric("row groups skipped")).isEqualTo(9);
    }

    @Test
    void everyDomainGivesTheRowsOfItsFilter() throws Exception {
        check("scattered", Domain.of(List.of(1, 37, 999)));
        check("step", Domain.range(null, true, 3L, false));
        check("step", Domain.range(3L, false, null, true));
        check("name", Domain.of(List.of("name 3", "nobody")));
        check("long_name", Domain.range("unique 19990", true, "unique 2", true));
        check("price", Domain.range(new BigDecimal("10.00"), true, new BigDecimal("10.05"), true));
        check("day", Domain.of(List.of(java.time.LocalDate.of(2020, 2, 1))));
        check("late", Domain.ONLY_NULL);
        check("late", Domain.NOT_NULL);
        check("number", Domain.range(98.5, true, null, true));
    }

    @Test
    void aDictionaryWithoutTheValueSkipsItsRowGroup() throws Exception {
        check("name", Domain.of(List.of("name 99")));
        assertThat(scans.metric("row groups skipped")).isEqualTo(10);
        assertThat(scans.metric("bytes read")).isZero();
    }

    @Test
    void aLargeDictionaryIsNotLookedThrough() throws Exception {
        try (var database = new DuckDb()) {
            var path = directory.resolve("large.parquet");
            database.copy(
                    "SELECT repeat('x', 999) || (i % 1500 * 2) AS s FROM range(20000) t(i)",
                    path, "ROW_GROUP_SIZE 20480, DICTIONARY_SIZE_LIMIT 2000, COMPRESSION UNCOMPRESSED");
            file = BytesInput.of(path);
        }
        var pages = FooterReader.read(file).groups().get(0).columns().get(0).pages();
        assertThat(pages.dictionary()).isGreaterThan(1 << 20);
        check("s", Domain.of(List.of("x".repeat(999) + 1998)));
        check("s", Domain.of(List.of("x".repeat(999) + 1999)));
    }

    @Test
    void aBloomFilterWithoutTheValueSkipsItsRowGroup() throws Exception {
        try (var database = new DuckDb()) {
            var path = directory.resolve("bloom.parquet");
            database.copy(
                    "SELECT (i * 7919 % 20011)::BIGINT * 2 AS k, 'k' || (i * 7919 % 20011) AS s FROM range(20000) t(i)",
                    path, "ROW_GROUP_SIZE 4096, DICTIONARY_SIZE_LIMIT 100000");
            file = BytesInput.of(path);
        }
        check("k", Domain.of(List.of(20001L)));
        check("k", Domain.of(List.of(20000L)));
        check("s", Domain.of(List.of("k10000")));
        assertThat(scans.metric("row groups skipped")).isPositive();
    }

    @Test
    void rowsThatDropOutAreNotDecompressed() throws Exception {
        check("number", Domain.of(List.of(1000.0)), Domain.range(null, true, null, true));
        assertThat(scans.metric("pages skipped")).isPositive();
        assertThat(scans.batches).isZero();
    }

    @Test
    void fewRowsThatPassComeInFewBatches() throws Exception {
        check("scattered", Domain.of(List.of(1, 2)), Domain.range(null, true, null, true));
        assertThat(scans.batches).isLessThanOrEqualTo(10);
    }

    private void check(String column, Domain domain) throws Exception {
        check(column, domain, domain);
    }

    /** The filter is right with and without the domain that is told to the reader. */
    private void check(String column, Domain wanted, Domain told) throws Exception {
        var schema = scans.format.summarize(file, FormatOptions.NONE).schema();
        var index = schema.indexOf(column);
        List<Expression> filters = List.of(new Compare(new Column(index, schema.type(index)), wanted));
        var all = new ArrayList<List<@Nullable Object>>();
        for (var row : new Scans().rows(file)) {
            var value = row.get(index);
            if (value == null ? wanted.nulls() : wanted.contains(value)) {
                all.add(row);
            }
        }
        var domains = told.equals(wanted) ? List.of(new ColumnDomain(index, told)) : List.<ColumnDomain>of();
        var expected = DuckDb.comparable(all);
        assertThat(DuckDb.comparable(scans.rows(file, schema, filters, domains)))
                .isEqualTo(expected);
        assertThat(DuckDb.comparable(new Scans().rows(file, schema, filters, List.of())))
                .isEqualTo(expected);
    }

    private static BytesInput written(Schema schema, Object... values) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var writer = new ParquetBatchWriter(out, schema, FormatOptions.NONE)) {
            var column = VectorBuilder.of(schema.type(0), values.length);
            Arrays.asList(values).forEach(value -> Values.append(column, value));
            writer.write(Batch.of(column.build()));
            writer.finish();
        }
        return new BytesInput("written.parquet", out.toByteArray());
    }

    private static List<Object> found(BytesInput file, DataType type, Domain domain) throws Exception {
        var schema = Schema.of(new Schema.Field("c", type));
        List<Expression> filters = List.of(new Compare(new Column(0, type), domain));
        return new Scans()
                .rows(file, schema, filters, List.of(new ColumnDomain(0, domain))).stream()
                        .map(row -> row.get(0))
                        .toList();
    }

    @Test
    void notANumberIsAboveTheHighestNumberThatStatisticsKnow() throws Exception {
        for (DataType type : List.of(Scalar.DOUBLE, Scalar.REAL)) {
            var real = type == Scalar.REAL;
            var nan = real ? (Object) Float.NaN : Double.NaN;
            var file = written(
                    Schema.of(new Schema.Field("c", type)), real ? (Object) 1f : 1.0, nan, real ? (Object) 2f : 2.0);
            var statistics =
                    FooterReader.read(file).groups().get(0).columns().get(0).statistics();
            assertThat(statistics.max()).isNotNull();
            var hundred = real ? (Object) 100f : 100.0;
            assertThat(found(file, type, Domain.range(hundred, true, null, true)))
                    .containsExactly(nan);
            assertThat(found(file, type, Domain.of(List.of(hundred)))).isEmpty();
        }
    }

    @Test
    void eitherZeroIsFoundByEither() throws Exception {
        var schema = Schema.of(new Schema.Field("c", Scalar.DOUBLE));
        var scans = new Scans();
        for (var zero : List.of(0.0, -0.0)) {
            var negative = Domain.of(List.of(-zero));
            var rows = scans.rows(written(schema, zero), schema, List.of(), List.of(new ColumnDomain(0, negative)));
            assertThat(rows).hasSize(1);
        }
    }

    @Test
    void charactersArePrunedWhateverSpacesTheFileHas() throws Exception {
        var type = new DataType.Char(6);
        var texts = Schema.of(new Schema.Field("c", Scalar.VARCHAR));
        for (var padding : List.of("", "   ")) {
            var file = written(texts, "b" + padding, "d" + padding, "bb", "c\u0001" + padding);
            for (var wanted : List.of("b", "bb", "d", "c\u0001")) {
                assertThat(found(file, type, Domain.of(List.of(wanted + " ".repeat(6 - wanted.length())))))
                        .containsExactly(wanted + " ".repeat(6 - wanted.length()));
            }
            assertThat(isSkipped(file, type, Domain.of(List.of("a     ")))).isTrue();
            assertThat(isSkipped(file, type, Domain.of(List.of("e     ")))).isTrue();
            var few = new Object[90];
            Arrays.setAll(few, i -> (i % 2 == 0 ? "b" : "d") + padding);
            assertThat(isSkipped(written(texts, few), type, Domain.of(List.of("c     "))))
                    .isTrue();
            assertThat(isSkipped(written(texts, few), type, Domain.of(List.of("d     "))))
                    .isFalse();
        }
        var low = written(texts, "a\u0001", "a ", "b ");
        assertThat(found(low, type, Domain.of(List.of("a     ")))).hasSize(1);
        var high = written(texts, "a", "b\u0001", "b ");
        assertThat(isSkipped(high, type, Domain.range("b", false, null, true))).isFalse();
    }

    private static boolean isSkipped(BytesInput file, DataType type, Domain wanted) throws Exception {
        var schema = Schema.of(new Schema.Field("c", type));
        var scans = new Scans();
        var rows = scans.rows(file, schema, List.of(), List.of(new ColumnDomain(0, wanted)));
        assertThat(rows.isEmpty()).isEqualTo(scans.metric("row groups skipped") == 1);
        return rows.isEmpty();
    }

    @Test
    void bloomFiltersKnowValuesOfEveryTypeThatIsWrittenInOneWay() throws Exception {
        var day = LocalDateTime.of(1970, 1, 1, 0, 0);
        checkBloom("int32 c (DATE)", 7, LocalDate.of(1970, 1, 8), LocalDate.of(1970, 1, 9));
        checkBloom("int64 c (DECIMAL(18,2))", 105L, new BigDecimal("1.05"), new BigDecimal("1.06"));
        checkBloom("int64 c (TIMESTAMP(MILLIS,false))", 1000L, day.plusSeconds(1), day.plusSeconds(2));
        checkBloom("int64 c (TIMESTAMP(NANOS,false))", 1000L, day.plusNanos(1000), day.plusNanos(1001));
        checkBloom("int32 c (TIME(MILLIS,false))", 1000, LocalTime.of(0, 0, 1), LocalTime.of(0, 0, 2));
        checkBloom("float c", 1.5f, 1.5f, 2.5f);
        checkBloom(
                "fixed_len_byte_array(3) c (DECIMAL(6,1))",
                new byte[] {-1, -1, -2},
                new BigDecimal("-0.2"),
                new BigDecimal("0.2"));
        var id = new byte[16];
        id[15] = 10;
        checkBloom(
                "fixed_len_byte_array(16) c (UUID)",
                id,
                "00000000-0000-0000-0000-00000000000a",
                "00000000-0000-0000-0000-00000000000b");
    }

    /** There are no statistics and there is no dictionary. */
    private static void checkBloom(String type, Object written, Object present, Object absent) throws Exception {
        var bytes = LibraryFiles.column(
                type,
                List.of(written),
                builder -> builder.withBloomFilterEnabled("c", true)
                        .withDictionaryEncoding(false)
                        .withStatisticsEnabled(false));
        for (var wanted : List.of(present, absent)) {
            var scans = new Scans();
            var schema = scans.format.summarize(bytes, FormatOptions.NONE).schema();
            var rows = scans.rows(bytes, schema, List.of(), List.of(new ColumnDomain(0, Domain.of(List.of(wanted)))));
            assertThat(rows).describedAs("%s %s", type, wanted).hasSize(wanted == present ? 1 : 0);
        }
    }
}
