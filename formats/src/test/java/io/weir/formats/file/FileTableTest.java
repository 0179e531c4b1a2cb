package io.weir.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.connector.Sink;
import io.weir.connector.SinkContext;
import io.weir.expression.Column;
import io.weir.expression.Comparison;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.flow.Batch;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.formats.testing.DuckDb;
import io.weir.formats.testing.Scans;
import io.weir.memory.MemoryPool;
import io.weir.operator.OperatorMetrics;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.VectorBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as directories of files: partitions, schemas, statistics, inserts. */
class FileTableTest {
    private static final Schema SALES = Schema.of(
            new Schema.Field("id", Scalar.BIGINT),
            new Schema.Field("city", Scalar.VARCHAR),
            new Schema.Field("day", Scalar.DATE));

    @TempDir
    Path directory;

    private String location() {
        return directory + "/sales";
    }

    private FileTable open() {
        return FileTable.open(location(), null, FormatOptions.NONE);
    }

    private record Row(List<@Nullable Object> values) {}

    private static Batch batch(Schema schema, List<Row> rows) {
        var builders =
                schema.types().stream().map(type -> VectorBuilder.of(type, 8)).toList();
        for (var row : rows) {
            for (var i = 0; i < builders.size(); i++) {
                Values.append(builders.get(i), row.values().get(i));
            }
        }
        return Batch.of(rows.size(), builders.stream().map(VectorBuilder::build).toList());
    }

    private static Row row(@Nullable Object... values) {
        return new Row(Arrays.asList(values));
    }

    private static long run(Sink sink, Schema schema, Row... rows) throws Exception {
        var context = new SinkContext("job", 0, 0, new MemoryPool(1L << 30), new OperatorMetrics());
        try (var committer = sink.committer();
                var writer = sink.open(context)) {
            if (rows.length > 0) {
                var batch = batch(schema, List.of(rows));
                writer.write(batch.slice(0, 1));
                writer.write(batch.select(Selection.range(1, rows.length - 1)));
            }
            return committer.commit(1, writer.prepare(1));
        }
    }

    private void createSales(String format) throws Exception {
        var sink = FileTable.create(location(), format, SALES, List.of("city", "day"), FormatOptions.NONE);
        assertThat(run(
                        sink,
                        SALES,
                        row(1L, "Bern", LocalDate.of(2024, 2, 29)),
                        row(2L, "São/Paulo", LocalDate.of(2024, 2, 29)),
                        row(3L, null, null),
                        row(4L, "Bern", LocalDate.of(2024, 2, 29)),
                        row(5L, "Bern", LocalDate.of(2024, 3, 1))))
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "csv"})
    void partitionsComeBackAsColumns(String format) throws Exception {
        createSales(format);
        var table = open();
        assertThat(table.schema()).isEqualTo(SALES);
        assertThat(table.partitionColumns()).containsExactly("city", "day");
        assertThat(table.files()).hasSize(4);
        assertThat(Scans.rows(table))
                .containsExactlyInAnyOrder(
                        "1 | 'Bern' | 2024-02-29",
                        "2 | 'São/Paulo' | 2024-02-29",
                        "3 | null | null",
                        "4 | 'Bern' | 2024-02-29",
                        "5 | 'Bern' | 2024-03-01");
        assertThat(DuckDb.rows("select id, city, day from read_" + format + "('" + location()
                        + "/**', hive_partitioning = true) order by id"))
                .hasSize(5)
                .contains("2 | 'São/Paulo' | 2024-02-29", "3 | null | null");
        assertThat(table.statistics().column(1).distinct()).isEqualTo(2);
        assertThat(table.statistics().column(2).high()).isEqualTo(LocalDate.of(2024, 3, 1));
    }

    private static Expression equal(int column, DataType type, Object value) {
        return Comparison.of(Comparison.Operator.EQUAL, new Column(column, type), new Literal(type, value));
    }

    @Test
    void filtersOnPartitionsLeaveFilesUnopened() throws Exception {
        createSales("csv");
        var table = open();
        for (var file : table.files()) {
            if (!file.path().contains("city=Bern")) {
                Files.writeString(Path.of(file.path()), "no longer what it was");
            }
        }
        var wanted = Schema.of(SALES.field(1), SALES.field(0));
        var byDomain = List.of(new ColumnDomain(0, Domain.of(List.of("Bern"))));
        assertThat(Scans.rows(table.scan(wanted, List.of(), byDomain), Scans.context(10)))
                .containsExactlyInAnyOrder("'Bern' | 1", "'Bern' | 4", "'Bern' | 5");
        var byFilter = List.of(equal(0, Scalar.VARCHAR, "Bern"), equal(1, Scalar.BIGINT, 5L));
        assertThat(Scans.rows(table.scan(wanted, byFilter, List.of()), Scans.context(10)))
                .containsExactly("'Bern' | 5");
    }

    @Test
    void aFileWithNaNIsReadForWhatIsAboveAllItsNumbers() throws Exception {
        var schema = Schema.of(new Schema.Field("d", Scalar.DOUBLE));
        var sink = FileTable.create(location(), "parquet", schema, List.of(), FormatOptions.NONE);
        run(sink, schema, row(1.0), row(Double.NaN), row(2.0));
        var above = Domain.range(100.0, false, null, true);
        var condition = Comparison.of(
                Comparison.Operator.GREATER, new Column(0, Scalar.DOUBLE), new Literal(Scalar.DOUBLE, 100.0));
        assertThat(Scans.rows(
                        open().scan(schema, List.of(condition), List.of(new ColumnDomain(0, above))), Scans.context(9)))
                .containsExactly("NaN");
    }

    @Test
    void filtersOverFilesAndDirectoriesAreEvaluatedTogether() throws Exception {
        var schema = Schema.of(new Schema.Field("a", Scalar.BIGINT), new Schema.Field("p", Scalar.BIGINT));
        var sink = FileTable.create(location(), "parquet", schema, List.of("p"), FormatOptions.NONE);
        run(sink, schema, row(1L, 1L), row(2L, 1L), row(2L, 2L), row(null, 2L));
        var both = Comparison.of(Comparison.Operator.EQUAL, new Column(0, Scalar.BIGINT), new Column(1, Scalar.BIGINT));
        assertThat(Scans.rows(open().scan(schema, List.of(both), List.of()), Scans.context(10)))
                .containsExactlyInAnyOrder("1 | 1", "2 | 2");
    }

    @Test
    void countsNeedNoColumns() throws Exception {
        createSales("parquet");
        for (var columns : List.of(Schema.of(), Schema.of(SALES.field(2)))) {
            var batches = Scans.batches(open().scan(columns, List.of(), List.of()), Scans.context(100));
            assertThat(batches.stream().mapToInt(Batch::rows).sum()).isEqualTo(5);
        }
        assertThat(open().statistics().rows()).isEqualTo(5);
    }

    @Test
    void insertsAppendOrReplaceWhatTheySay() throws Exception {
        createSales("parquet");
        var march = LocalDate.of(2024, 3, 1);
        run(
                open().insert(InsertMode.APPEND, SALES, Map.of(), List.of(), FormatOptions.NONE),
                SALES,
                row(6L, "Bern", march));
        assertThat(Scans.rows(open())).hasSize(6);
        run(
                open().insert(InsertMode.OVERWRITE, SALES, Map.of(), List.of(), FormatOptions.NONE),
                SALES,
                row(7L, "Bern", march));
        assertThat(Scans.rows(open())).hasSize(5).contains("7 | 'Bern' | 2024-03-01");

        var fixed = new HashMap<String, @Nullable String>(Map.of("city", "Bern", "day", "2024-02-29"));
        var ids = Schema.of(SALES.field(0));
        run(open().insert(InsertMode.OVERWRITE, ids, fixed, List.of(), FormatOptions.NONE), ids, row(8L));
        assertThat(Scans.rows(open()))
                .containsExactlyInAnyOrder(
                        "8 | 'Bern' | 2024-02-29",
                        "7 | 'Bern' | 2024-03-01",
                        "2 | 'São/Paulo' | 2024-02-29",
                        "3 | null | null");
        run(open().insert(InsertMode.OVERWRITE, ids, fixed, List.of(), FormatOptions.NONE), ids);
        assertThat(Scans.rows(open())).hasSize(3);
    }

    @Test
    void anInsertThatDoesNotFitIsRefused() throws Exception {
        createSales("parquet");
        var wrong = Schema.of(new Schema.Field("id", Scalar.VARCHAR), SALES.field(1), SALES.field(2));
        assertThatThrownBy(() -> open().insert(InsertMode.APPEND, wrong, Map.of(), List.of(), FormatOptions.NONE))
                .hasMessage("the column to insert into is bigint, not varchar: id");
        var ids = Schema.of(SALES.field(0));
        assertThatThrownBy(() -> open().insert(InsertMode.APPEND, ids, Map.of(), List.of(), FormatOptions.NONE))
                .hasMessageContaining("a partition column is not among the columns to insert: city");
        var file = open().files().get(0).path();
        var single = FileTable.open(file, null, FormatOptions.NONE);
        assertThatThrownBy(() -> single.insert(InsertMode.APPEND, ids, Map.of(), List.of(), FormatOptions.NONE))
                .hasMessageContaining("cannot write to a single file");
    }

    @Test
    void aTableOfNoRowsStillHasColumns() throws Exception {
        var schema = Schema.of(SALES.field(0), SALES.field(1));
        run(FileTable.create(location(), "parquet", schema, List.of(), FormatOptions.NONE), schema);
        assertThat(open().schema()).isEqualTo(schema);
        assertThat(Scans.rows(open())).isEmpty();
        run(open().insert(InsertMode.APPEND, schema, Map.of(), List.of(), FormatOptions.NONE), schema, row(1L, "a"));
        assertThat(Scans.rows(open())).containsExactly("1 | 'a'");
        run(open().insert(InsertMode.OVERWRITE, schema, Map.of(), List.of(), FormatOptions.NONE), schema);
        assertThat(Scans.rows(open())).isEmpty();
    }

    @Test
    void manyPartitionsAndLargeFilesRoll() throws Exception {
        var schema = Schema.of(new Schema.Field("a", Scalar.BIGINT), new Schema.Field("p", Scalar.BIGINT));
        var options = new FormatOptions(Map.of("target_file_bytes", "1"), null);
        var rows = new ArrayList<Row>();
        for (var i = 0L; i < 250; i++) {
            rows.add(row(i, i % 125));
        }
        var sink = FileTable.create(location(), "csv", schema, List.of("p"), FormatOptions.NONE);
        try (var committer = sink.committer();
                var writer = sink.open(new SinkContext("j", 0, 0, new MemoryPool(1 << 20), new OperatorMetrics()))) {
            writer.write(batch(schema, rows));
            committer.commit(1, writer.prepare(1));
        }
        assertThat(open().files()).hasSize(125);
        assertThat(Scans.rows(open())).hasSize(250);
        var small = open().insert(InsertMode.OVERWRITE, schema, Map.of(), List.of(), options);
        run(small, schema, row(1L, 0L), row(2L, 0L), row(3L, 1L));
        assertThat(open().files()).hasSize(126);
    }

    @Test
    void aTableOfAnyKindIsReplacedWithTheCommit() throws Exception {
        createSales("parquet");
        var schema = Schema.of(SALES.field(2), new Schema.Field("n", Scalar.INT));
        var sink = FileTable.create(InsertMode.REPLACE, location(), "csv", schema, List.of("n"), FormatOptions.NONE);
        assertThat(Scans.rows(open())).hasSize(5);
        run(sink, schema, row(LocalDate.EPOCH, 7));
        assertThat(open().schema().toString()).isEqualTo("day date, n bigint");
        assertThat(Scans.rows(open())).containsExactly("1970-01-01 | 7");
        var file = open().files().get(0).path();
        assertThatThrownBy(
                        () -> FileTable.create(InsertMode.REPLACE, file, "csv", schema, List.of(), FormatOptions.NONE))
                .hasMessageContaining("cannot write to a single file");
    }

    @Test
    void whatIsMissingOrMixedIsSaid() throws IOException {
        assertThatThrownBy(() -> open())
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessage("no files at " + location());
        Files.createDirectories(Path.of(location()));
        Files.writeString(Path.of(location(), "a.csv"), "a\n1\n");
        Files.writeString(Path.of(location(), "b.parquet"), "PAR1");
        Files.writeString(Path.of(location(), "c.xyz"), "PAR1");
        assertThatThrownBy(() -> open()).hasMessageContaining("1 .csv, 1 .parquet, 1 .xyz at " + location());
        assertThatThrownBy(() -> FileTable.open(location(), "arrow", FormatOptions.NONE))
                .hasMessageContaining("no such format")
                .hasMessageContaining("csv, ");
        var declared = new FormatOptions(Map.of(), SALES);
        assertThat(FileTable.open(directory + "/new", "csv", declared).schema()).isEqualTo(SALES);
    }

    @Test
    void typesOfParquetFilesWidenOrAreAnError() throws Exception {
        var small = Schema.of(new Schema.Field("a", Scalar.INT), new Schema.Field("b", Scalar.VARCHAR));
        var large = Schema.of(new Schema.Field("B", Scalar.VARCHAR), new Schema.Field("a", Scalar.BIGINT));
        run(FileTable.create(location() + "/1", "parquet", small, List.of(), FormatOptions.NONE), small, row(1, "x"));
        run(FileTable.create(location() + "/2", "parquet", large, List.of(), FormatOptions.NONE), large, row("y", 2L));
        var table = FileTable.open(location() + "/*/*.parquet", null, FormatOptions.NONE);
        assertThat(table.schema().toString()).isEqualTo("a bigint, b varchar");
        assertThat(Scans.rows(table)).containsExactlyInAnyOrder("1 | 'x'", "2 | 'y'");
        assertThat(table.statistics().column(0).high()).isIn(2, 2L);
        var text = Schema.of(new Schema.Field("a", Scalar.VARCHAR));
        run(FileTable.create(location() + "/3", "parquet", text, List.of(), FormatOptions.NONE), text, row("z"));
        assertThatThrownBy(() -> FileTable.open(location() + "/*", null, FormatOptions.NONE))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH))
                .hasMessageContaining("a is bigint in " + location() + "/2")
                .hasMessageContaining("varchar in " + location() + "/3");
    }

    private void create(String name, Schema.Field... fields) throws Exception {
        var schema = Schema.of(fields);
        run(FileTable.create(location() + "/" + name, "parquet", schema, List.of(), FormatOptions.NONE), schema);
    }

    private FileTable openAll(String... options) {
        var values = options.length == 0 ? Map.<String, String>of() : Map.of(options[0], options[1]);
        return FileTable.open(location() + "/*", null, new FormatOptions(values, null));
    }

    private void assertDifferent(String column, String there, String missing) {
        assertThatThrownBy(this::openAll)
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH))
                .hasMessageMatching("files of one table have different columns: " + column + " is in " + location()
                        + "/" + there + "/[^ ]+, but not in " + location() + "/" + missing
                        + "/[^ ]+; with merge_schema = true.*");
    }

    @Test
    void aColumnThatSomeFilesLackIsAnErrorUnlessSchemasAreMerged() throws Exception {
        create("1", SALES.field(0), SALES.field(1));
        create("2", new Schema.Field("CITY", Scalar.VARCHAR), SALES.field(0));
        assertThat(openAll().schema().toString()).isEqualTo("id bigint, city varchar");
        create("3", SALES.field(1));
        assertDifferent("id", "1", "3");
        assertThat(openAll(FormatOptions.MERGE_SCHEMA, "TRUE").schema().toString())
                .isEqualTo("id bigint, city varchar");
        assertThatThrownBy(() -> openAll(FormatOptions.MERGE_SCHEMA, "yes"))
                .hasMessage("the option merge_schema is true or false, not yes");
        var declared = new FormatOptions(Map.of(), Schema.of(SALES.field(2)));
        assertThat(Scans.rows(FileTable.open(location() + "/*", null, declared)))
                .isEmpty();
    }

    @Test
    void aFieldWithinAColumnThatSomeFilesLackIsAnErrorToo() throws Exception {
        var narrow = new DataType.RowOf(Schema.of(new Schema.Field("x", Scalar.INT)));
        var wide = new DataType.RowOf(Schema.of(new Schema.Field("x", Scalar.INT), new Schema.Field("y", Scalar.INT)));
        create("1", new Schema.Field("points", new DataType.ListOf(narrow)));
        create("2", new Schema.Field("points", new DataType.ListOf(wide)));
        assertDifferent("points.y", "2", "1");
        assertThat(openAll(FormatOptions.MERGE_SCHEMA, "true").schema().toString())
                .isEqualTo("points array(row(x int, y int))");
    }

    @Test
    void ofVeryManyFilesThoseThatAreReadAreComparedToo() throws Exception {
        create("0", SALES.field(0), SALES.field(1));
        var first = FileTable.open(location() + "/0", null, FormatOptions.NONE)
                .files()
                .get(0);
        for (var i = 100; i < 170; i++) {
            Files.copy(Path.of(first.path()), Path.of(location(), "0", i + ".parquet"));
        }
        create("01", SALES.field(0));
        for (var i = 200; i < 210; i++) {
            Files.createDirectories(Path.of(location(), "02"));
            Files.copy(Path.of(first.path()), Path.of(location(), "02", i + ".parquet"));
        }
        var table = openAll();
        var source = table.scan(Schema.of(SALES.field(0)), List.of(), List.of());
        assertThatThrownBy(() -> source.enumerate(null)).hasMessageContaining("city is in ");
        assertThatThrownBy(table::statistics).hasMessageContaining("but not in " + location() + "/01/");
    }

    @Test
    void boundsOfTypesThatCannotBeComparedSayNothing() throws Exception {
        var date = Schema.of(new Schema.Field("t", Scalar.DATE));
        var time = Schema.of(new Schema.Field("t", new DataType.Timestamp(6, false)));
        run(
                FileTable.create(location() + "/1", "parquet", date, List.of(), FormatOptions.NONE),
                date,
                row(LocalDate.EPOCH));
        var moment = LocalDate.EPOCH.atTime(1, 2);
        run(FileTable.create(location() + "/2", "parquet", time, List.of(), FormatOptions.NONE), time, row(moment));
        assertThat(Scans.rows(openAll())).containsExactlyInAnyOrder("1970-01-01T00:00", "1970-01-01T01:02");
        assertThat(openAll().statistics().column(0).low()).isNull();
    }
}
