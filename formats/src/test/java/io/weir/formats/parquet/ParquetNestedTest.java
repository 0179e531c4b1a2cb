package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.RowOf;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.type.Schema.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, maps and rows in any nesting give what an independent reader reads. */
final class ParquetNestedTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CASE WHEN i % 5 = 0 THEN NULL ELSE range(i % 4) END",
                "CASE WHEN i % 5 = 0 THEN NULL ELSE list_transform(range(i % 4), lambda x: CASE WHEN x % 2 = 0 THEN NULL ELSE 'v' || (x + i) END) END",
                "{'a': i, 'b': CASE WHEN i % 3 = 0 THEN NULL ELSE 'b' || i END}",
                "CASE WHEN i % 4 = 0 THEN NULL ELSE {'a': CASE WHEN i % 3 = 0 THEN NULL ELSE i END, 'b': {'c': i % 7 = 0, 'd': range(i % 3)}} END",
                "CASE WHEN i % 7 = 0 THEN NULL ELSE map_from_entries(list_transform(range(i % 5), lambda x: {'k': 'k' || x, 'v': CASE WHEN x % 2 = 0 THEN NULL ELSE x END})) END",
                "list_transform(range(i % 4), lambda x: CASE WHEN x = 1 THEN NULL ELSE list_transform(range(x), lambda y: {'p': y + i, 'q': CASE WHEN y = 1 THEN NULL ELSE [y] END}) END)",
                "CASE WHEN i % 6 = 0 THEN NULL ELSE map([i, i + 1], [[{'z': i}], NULL]) END",
                "NULL::INT[]",
                "{'only': NULL::DECIMAL(20,3)}",
            })
    void nestedColumnsAreRead(String expression) throws Exception {
        for (var options : List.of("", "PARQUET_VERSION v2", "ROW_GROUP_SIZE 2048, COMPRESSION zstd")) {
            try (var database = new DuckDb()) {
                var file = directory.resolve("nested.parquet");
                database.copy("SELECT " + expression + " AS n, i FROM range(5000) t(i)", file, options);
                var expected = DuckDb.comparable(database.query("SELECT * FROM '" + file + "'"));
                for (var size : List.of(2048, 7)) {
                    var scans = new Scans();
                    scans.batchRows = size;
                    assertThat(DuckDb.comparable(scans.rows(BytesInput.of(file))))
                            .isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2048,50000", "100,70001", "7,100000"})
    void partsOfARowGroupHoldAllItsRowsOnce(int batchRows, int rowsAPart) throws Exception {
        try (var database = new DuckDb()) {
            var file = directory.resolve("parts.parquet");
            database.copy(
                    "SELECT i, range(i % 3) AS l, {'s': 's' || i} AS r FROM range(300000) t(i)",
                    file, "ROW_GROUP_SIZE 300000");
            var expected = DuckDb.comparable(database.query("SELECT * FROM '" + file + "'"));
            var scans = new Scans();
            scans.batchRows = batchRows;
            var bytes = BytesInput.of(file);
            assertThat(DuckDb.comparable(scans.rowsInPieces(bytes, rowsAPart))).isEqualTo(expected);
        }
    }

    @Test
    void fieldsThatAreNotAskedForAreNotReadAndMissingOnesAreNull() throws Exception {
        try (var database = new DuckDb()) {
            var file = directory.resolve("fields.parquet");
            database.copy("SELECT {'a': i, 'b': 'x' || i} AS r, [{'c': i::INT}] AS l FROM range(3) t(i)", file, "");
            var columns = Schema.of(
                    new Field("r", new RowOf(Schema.of(new Field("b", Scalar.VARCHAR), new Field("no", Scalar.INT)))),
                    new Field("l", new ListOf(new RowOf(Schema.of(new Field("C", Scalar.BIGINT))))),
                    new Field("gone", Scalar.DATE));
            var rows = new Scans().rows(BytesInput.of(file), columns);
            assertThat(rows)
                    .containsExactly(
                            Arrays.asList(Arrays.asList("x0", null), List.of(List.of(0L)), null),
                            Arrays.asList(Arrays.asList("x1", null), List.of(List.of(1L)), null),
                            Arrays.asList(Arrays.asList("x2", null), List.of(List.of(2L)), null));
        }
    }
}
