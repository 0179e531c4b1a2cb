package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.Nullable;
import io.weir.expression.Column;
import io.weir.formats.file.Domain;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of the corpus gives the rows that an independent reader finds in it, however it is read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ParquetCorpusTest {
    private Path directory;
    private List<Corpus.Entry> files;
    private DuckDb database;

    @BeforeAll
    void write(@TempDir Path shared) throws Exception {
        directory = shared;
        files = Corpus.files(directory);
        database = new DuckDb();
    }

    @AfterAll
    void close() throws Exception {
        database.close();
    }

    List<Corpus.Entry> files() {
        return files;
    }

    @Test
    void theCorpusIsLarge() {
        var writers = files.stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.name().substring(0, entry.name().indexOf('/')), Collectors.counting()));
        assertThat(writers).containsOnlyKeys("spark", "duckdb", "parquet-java", "weir");
        assertThat(writers.get("spark")).isGreaterThanOrEqualTo(40);
        assertThat(files).hasSizeGreaterThanOrEqualTo(120);
        assertThat(files.stream().map(Corpus.Entry::name).distinct()).hasSameSizeAs(files);
    }

    @ParameterizedTest
    @MethodSource("files")
    void rowsAreThoseOfAnIndependentReader(Corpus.Entry entry) throws Exception {
        var path = directory.resolve("file.parquet");
        Files.write(path, entry.bytes());
        var expected = DuckDb.comparable(database.query("SELECT * FROM read_parquet('" + path + "')"));
        var file = new BytesInput(entry.name(), entry.bytes());
        for (var batchRows : List.of(2048, 7, 1)) {
            var scans = new Scans();
            scans.batchRows = batchRows;
            assertThat(DuckDb.comparable(scans.rows(file))).isEqualTo(expected);
        }
        for (var rowsAPart : List.of(19, 61)) {
            assertThat(DuckDb.comparable(new Scans().rowsInPieces(file, rowsAPart)))
                    .isEqualTo(expected);
        }
        checkColumns(file);
    }

    private static void checkColumns(BytesInput file) throws Exception {
        var scans = new Scans();
        var schema = scans.format.summarize(file, FormatOptions.NONE).schema();
        var rows = scans.rows(file);
        for (var i = 0; i < schema.size(); i++) {
            var other = (i + 1) % schema.size();
            var both = new Schema(List.of(schema.field(i), schema.field(other)));
            var part = project(rows, i, other);
            assertThat(DuckDb.comparable(scans.rows(file, both))).isEqualTo(DuckDb.comparable(part));
            for (var domain : domains(schema.type(i), part)) {
                checkFilter(scans, file, both, part, domain);
            }
        }
    }

    private static List<List<@Nullable Object>> project(List<List<@Nullable Object>> rows, int first, int second) {
        var projected = new ArrayList<List<@Nullable Object>>();
        rows.forEach(row -> projected.add(Arrays.asList(row.get(first), row.get(second))));
        return projected;
    }

    /** What a row in the middle has, what is from there on, what is null. */
    private static List<Domain> domains(DataType type, List<List<@Nullable Object>> rows) {
        var domains = new ArrayList<>(List.of(Domain.ONLY_NULL, Domain.NOT_NULL));
        var nested =
                type instanceof DataType.ListOf || type instanceof DataType.MapOf || type instanceof DataType.RowOf;
        if (nested || rows.isEmpty()) {
            return domains;
        }
        var value = rows.get(rows.size() / 2 + 1).get(0);
        if (value != null) {
            domains.add(Domain.of(List.of(value)));
            domains.add(Domain.range(value, false, null, true));
            domains.add(Domain.range(null, true, value, true));
        }
        return domains;
    }

    /** The first of two columns is filtered, with and without being told to the reader. */
    private static void checkFilter(
            Scans scans, BytesInput file, Schema schema, List<List<@Nullable Object>> rows, Domain domain)
            throws Exception {
        var filter = new Compare(new Column(0, schema.type(0)), domain);
        var expected = DuckDb.comparable(rows.stream()
                .filter(row -> row.get(0) == null ? domain.nulls() : domain.contains(row.get(0)))
                .toList());
        for (var told : List.of(List.of(new ColumnDomain(0, domain)), List.<ColumnDomain>of())) {
            assertThat(DuckDb.comparable(scans.rows(file, schema, List.of(filter), told)))
                    .describedAs("%s with %s", schema.field(0), domain)
                    .isEqualTo(expected);
        }
    }
}
