package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.Nullable;
import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.formats.file.Domain;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
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
}
