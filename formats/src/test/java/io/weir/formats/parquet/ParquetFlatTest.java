package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of an independent writer give the rows that it reads itself. */
final class ParquetFlatTest {
    private static final String EVERY_TYPE = """
            SELECT i % 2 = 0 AS b, (i % 100)::TINYINT AS t, (i % 1000)::SMALLINT AS s, (i * 7)::INT AS i,
              (i * 1000000007)::BIGINT AS l, (i % 250)::UTINYINT AS ut, (i % 60000)::USMALLINT AS us,
              (4294967295 - i)::UINTEGER AS ui, (18446744073709551615 - i)::UBIGINT AS ul,
              (i / 3)::FLOAT AS f, (i / 7)::DOUBLE AS d, 'row ' || i AS v, ('x' || i % 10) AS few,
              encode('bytes' || i) AS bin, (i / 100)::DECIMAL(4,2) AS d4, (i / 100)::DECIMAL(9,2) AS d9,
              (i * 1000003 / 100)::DECIMAL(18,3) AS d18, (i::HUGEINT * 10000000000000000000000)::DECIMAL(38,5) AS d38,
              DATE '1969-01-01' + i::INT AS da, TIME '00:00:01.000001' + to_microseconds(i * 1234567) AS ti,
              TIMESTAMP '1965-01-01 00:00:00.000001' + to_microseconds(i * 99999999) AS ts,
              (TIMESTAMP '2020-01-01' + to_milliseconds(i))::TIMESTAMP_MS AS tms,
              (TIMESTAMP '2020-01-01' + to_microseconds(i))::TIMESTAMP_NS AS tns,
              (TIMESTAMP '2020-01-01' + to_seconds(i))::TIMESTAMPTZ AS tz,
              ('00000000-0000-0000-0000-' || lpad((i * 7)::VARCHAR, 12, '0'))::UUID AS u
            FROM range(ROWS) t(i)
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMPRESSION snappy",
                "COMPRESSION zstd",
                "COMPRESSION gzip",
                "COMPRESSION uncompressed",
                "COMPRESSION lz4_raw",
                "COMPRESSION brotli",
                "PARQUET_VERSION v2",
                "ROW_GROUP_SIZE 2048",
                "DICTIONARY_SIZE_LIMIT 1",
            })
    void everyTypeOfColumnIsRead(String options) throws Exception {
        try (var database = new DuckDb()) {
            check(database, EVERY_TYPE.replace("ROWS", "5000"), options);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PARQUET_VERSION v2", "DICTIONARY_SIZE_LIMIT 1"})
    void nullsAreReadAtAnyDensity(String options) throws Exception {
        try (var database = new DuckDb()) {
            database.execute("CREATE TABLE full_rows AS " + EVERY_TYPE.replace("ROWS", "6000"));
            for (var share : List.of(0.001, 0.3, 0.99, 1.0)) {
                var columns =
                        database.query("SELECT column_name FROM information_schema.columns ORDER BY ordinal_position");
                var list = columns.stream()
                        .map(row -> "CASE WHEN random() < " + share + " THEN NULL ELSE " + row.get(0) + " END AS "
                                + row.get(0))
                        .toList();
                check(database, "SELECT " + String.join(", ", list) + " FROM full_rows", options);
            }
        }
    }

    @Test
    void batchesOfAnySizeHoldTheSameRows() throws Exception {
        try (var database = new DuckDb()) {
            var file = directory.resolve("sizes.parquet");
            database.copy(EVERY_TYPE.replace("ROWS", "3000"), file, "ROW_GROUP_SIZE 2048");
            var expected = DuckDb.comparable(database.query("SELECT * FROM '" + file + "'"));
            for (var size : List.of(1, 7, 100000)) {
                var scans = new Scans();
                scans.batchRows = size;
                assertThat(DuckDb.comparable(scans.rows(BytesInput.of(file)))).isEqualTo(expected);
            }
        }
    }

    private void check(DuckDb database, String query, String options) throws Exception {
        var file = directory.resolve("test.parquet");
        database.copy(query, file, options);
        var read = new Scans().rows(BytesInput.of(file));
        assertThat(DuckDb.comparable(read))
                .isEqualTo(DuckDb.comparable(database.query("SELECT * FROM '" + file + "'")));
    }
}
