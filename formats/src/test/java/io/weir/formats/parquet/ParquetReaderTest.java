package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.connector.ReaderContext;
import io.weir.expression.Column;
import io.weir.formats.file.Domain;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest;
import io.weir.memory.MemoryPool;
import io.weir.operator.OperatorMetrics;
import io.weir.operator.RuntimeFilter;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.DataType.Scalar;
import io.weir.type.DataType.Timestamp;
import io.weir.type.Schema;
import io.weir.type.Schema.Field;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the cursor behaves: waiting, stopping half-way, filters that come late, types that are asked for. */
final class ParquetReaderTest {
    @TempDir
    private Path directory;

    private BytesInput file(String query, String options) throws Exception {
        try (var database = new DuckDb()) {
            var path = directory.resolve("file.parquet");
            database.copy(query, path, options);
            return BytesInput.of(path);
        }
    }

    private ParquetReader open(Scans scans, BytesInput file, ReaderContext context) throws Exception {
        var summary = scans.format.summarize(file, FormatOptions.NONE);
        var request = new ScanRequest(summary.schema(), List.of(), List.of(), FormatOptions.NONE);
        var part = scans.format.split(summary, request, 1 << 20, opened -> file).get(0);
        return (ParquetReader) scans.format.open(file, part, request, context);
    }

    private static ReaderContext context(int batchRows) {
        return new ReaderContext(batchRows, new MemoryPool(1 << 20), new OperatorMetrics(), Runnable::run);
    }

    @Test
    void nothingIsReadBeforeTheExecutorRuns() throws Exception {
        var file = file("SELECT i FROM range(10) t(i)", "");
        var tasks = new ArrayDeque<Runnable>();
        var context = new ReaderContext(100, new MemoryPool(1 << 20), new OperatorMetrics(), tasks::add);
        var reader = open(new Scans(), file, context);
        assertThat(reader.poll()).isNull();
        assertThat(reader.ready()).isNotDone();
        assertThat(reader.done()).isFalse();
        tasks.remove().run();
        assertThat(reader.ready()).isDone();
        assertThat(reader.poll().rows()).isEqualTo(10);
        assertThat(reader.done()).isTrue();
        reader.close();
        assertThat(file.closed).isTrue();
    }

    @Test
    void aSnapshotNamesTheRowsThatWereNotAnsweredYet() throws Exception {
        var file = file("SELECT i FROM range(1000) t(i)", "");
        var scans = new Scans();
        var request = new ScanRequest(
                Schema.of(new Field("i", Scalar.BIGINT)),
                List.of(new Compare(new Column(0, Scalar.BIGINT), Domain.of(multiples()))),
                List.of(),
                FormatOptions.NONE);
        var part = scans.format
                .split(scans.format.summarize(file, FormatOptions.NONE), request, 1 << 20, opened -> file)
                .get(0);
        for (var polls = 0; polls < 12; polls++) {
            var seen = new ArrayList<Object>();
            var first = scans.format.open(file, part, request, context(16));
            for (var i = 0; i < polls && !first.done(); i++) {
                collect(first.poll(), seen);
            }
            var rest = scans.format.open(file, first.snapshot(), request, context(16));
            while (!rest.done()) {
                collect(rest.poll(), seen);
            }
            assertThat(seen).isEqualTo(multiples());
        }
    }

    private static List<Object> multiples() {
        var multiples = new ArrayList<Object>();
        for (var i = 0L; i < 1000; i += 37) {
            multiples.add(i);
        }
        return multiples;
    }

    private static void collect(io.weir.flow.Batch batch, List<Object> values) {
        if (batch != null) {
            Scans.rows(batch).forEach(row -> values.add(row.get(0)));
        }
    }

    /** Keeps one number. */
    private record Only(long number) implements RuntimeFilter {
        @Override
        public Selection select(Vector keys, Selection rows) {
            var mask = new boolean[keys.size()];
            for (var i = 0; i < rows.count(); i++) {
                mask[rows.row(i)] = Long.valueOf(number).equals(Values.get(keys, rows.row(i)));
            }
            return Selection.where(mask, rows);
        }

        @Override
        public boolean mayContain(Object low, Object high) {
            return (Long) low <= number && number <= (Long) high;
        }

        @Override
        public RuntimeFilter or(RuntimeFilter other) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aRuntimeFilterDropsRowsAndWholeRowGroups() throws Exception {
        var file = file("SELECT i, 'x' || i AS s FROM range(6000) t(i)", "ROW_GROUP_SIZE 2048");
        var scans = new Scans();
        var summary = scans.format.summarize(file, FormatOptions.NONE);
        var request = new ScanRequest(summary.schema(), List.of(), List.of(), FormatOptions.NONE);
        var rows = new ArrayList<Object>();
        var metrics = new OperatorMetrics();
        for (var part : scans.format.split(summary, request, 1 << 20, opened -> file)) {
            var context = new ReaderContext(100, new MemoryPool(1 << 20), metrics, Runnable::run);
            try (var reader = scans.format.open(file, part, request, context)) {
                reader.narrow(0, new Only(3000));
                while (!reader.done()) {
                    collect(reader.poll(), rows);
                }
            }
        }
        assertThat(rows).containsExactly(3000L);
        assertThat(metrics.details()).containsEntry("row groups", 3L).containsEntry("row groups skipped", 2L);
    }

    @Test
    void aFilterThatComesLateEndsTheRowGroup() throws Exception {
        var file = file("SELECT i FROM range(1000) t(i)", "");
        var reader = open(new Scans(), file, context(100));
        assertThat(reader.poll().rows()).isEqualTo(100);
        reader.narrow(0, new Only(5000));
        assertThat(reader.done()).isTrue();
        assertThat(reader.poll()).isNull();
    }

    @Test
    void aColumnIsReadAsAnyTypeThatHoldsItsValues() throws Exception {
        var file = file(
                "SELECT 7::TINYINT AS t, 8::INT AS i, 1.5::FLOAT AS f, 2.25::DECIMAL(5,2) AS d, DATE '2020-02-03' AS da,"
                        + " TIMESTAMP '2020-01-01 00:00:00.5' AS ts, 'ab'::BLOB AS b",
                "");
        var asked = Schema.of(
                new Field("T", Scalar.BIGINT),
                new Field("i", new Decimal(12, 2)),
                new Field("f", Scalar.DOUBLE),
                new Field("d", new Decimal(38, 10)),
                new Field("da", new Timestamp(6, false)),
                new Field("ts", new Timestamp(9, false)),
                new Field("b", Scalar.VARCHAR));
        var row = new Scans().rows(file, asked).get(0);
        assertThat(row)
                .containsExactly(
                        7L,
                        new BigDecimal("8.00"),
                        1.5,
                        new BigDecimal("2.2500000000"),
                        java.time.LocalDateTime.of(2020, 2, 3, 0, 0),
                        java.time.LocalDateTime.of(2020, 1, 1, 0, 0, 0, 500_000_000),
                        "ab");
    }

    @Test
    void aTypeThatCouldLoseValuesIsAnErrorThatNamesBoth() throws Exception {
        var file = file("SELECT 1::BIGINT AS id", "");
        for (var type : List.<DataType>of(Scalar.INT, Scalar.VARCHAR, Scalar.DOUBLE, new Decimal(18, 0))) {
            assertThatThrownBy(() -> new Scans().rows(file, Schema.of(new Field("id", type))))
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH))
                    .hasMessage("column cannot be read as the type asked for without loss: id is bigint in the file,"
                            + " asked for is " + type.sql() + ": file.parquet");
        }
    }

    @Test
    void dictionariesAreKept() throws Exception {
        var file = file("SELECT 'v' || i % 3 AS s FROM range(5000) t(i)", "");
        var request =
                new ScanRequest(Schema.of(new Field("s", Scalar.VARCHAR)), List.of(), List.of(), FormatOptions.NONE);
        var batches = new Scans().batches(file, request);
        var dictionaries = batches.stream()
                .map(batch -> ((DictionaryVector) batch.column(0)).dictionary())
                .distinct()
                .toList();
        assertThat(dictionaries).hasSize(1);
        assertThat(dictionaries.get(0).size()).isEqualTo(3);
    }

    @Test
    void aSummaryKnowsBoundsAndNulls() throws Exception {
        var file = file(
                "SELECT i, CASE WHEN i % 10 > 0 THEN 'n' || i % 10 END AS s, (i / 4)::DECIMAL(9,2) AS d FROM range(6000) t(i)",
                "ROW_GROUP_SIZE 2048");
        var summary = new Scans().format.summarize(file, FormatOptions.NONE);
        assertThat(summary.rows()).isEqualTo(6000);
        assertThat(summary.columns().get(0).low()).isEqualTo(0L);
        assertThat(summary.columns().get(0).high()).isEqualTo(5999L);
        assertThat(summary.columns().get(0).nulls()).isZero();
        assertThat(summary.columns().get(1).low()).isEqualTo("n1");
        assertThat(summary.columns().get(1).high()).isEqualTo("n9");
        assertThat(summary.columns().get(1).nulls()).isEqualTo(600);
        assertThat(summary.columns().get(2).high()).isEqualTo(new BigDecimal("1499.75"));
    }

    private static long distinct(BytesInput file, int column) throws Exception {
        var summary = new Scans().format.summarize(file, FormatOptions.NONE);
        return summary.columns().get(column).distinct();
    }

    /** Each of four row groups has 256 values: of k others than the rest, of m the same. */
    @Test
    void valuesThatRiseFromRowGroupToRowGroupAddUp() throws Exception {
        var file = file(
                "SELECT i // 8 AS k, i % 256 AS m FROM range(8192) t(i)",
                "ROW_GROUP_SIZE 2048, COMPRESSION uncompressed");
        assertThat(distinct(file, 0)).isBetween(1000L, 1040L);
        assertThat(distinct(file, 1)).isBetween(250L, 260L);
    }

    /** Only the last of four row groups repeats its values. */
    @Test
    void valuesOfFewRowsSayNothingOfTheOthers() throws Exception {
        var file = file("SELECT if(i < 6144, i, i % 16) AS k FROM range(8192) t(i)", "ROW_GROUP_SIZE 2048");
        assertThat(distinct(file, 0)).isEqualTo(-1);
    }

    @Test
    void textOfADictionaryIsTakenToBeCompressed() throws Exception {
        var file = file("SELECT 'Brand number ' || i % 40 AS s FROM range(2048) t(i)", "COMPRESSION snappy");
        assertThat(distinct(file, 0)).isBetween(20L, 80L);
    }

    @Test
    void aRuntimeFilterThatKeepsNaNFindsItAboveTheBounds() throws Exception {
        var schema = Schema.of(new Field("d", Scalar.DOUBLE));
        var out = new java.io.ByteArrayOutputStream();
        try (var writer = new ParquetBatchWriter(out, schema, FormatOptions.NONE)) {
            var values = new io.weir.vector.DoubleVector(Scalar.DOUBLE, new double[] {1, Double.NaN, 2}, null, 3);
            writer.write(io.weir.flow.Batch.of(values));
            writer.finish();
        }
        var reader = open(new Scans(), new BytesInput("nan.parquet", out.toByteArray()), context(100));
        reader.narrow(0, new OnlyNaN());
        var found = new ArrayList<Object>();
        while (!reader.done()) {
            collect(reader.poll(), found);
        }
        assertThat(found).containsExactly(Double.NaN);
    }

    private record OnlyNaN() implements RuntimeFilter {
        @Override
        public Selection select(Vector keys, Selection rows) {
            var mask = new boolean[keys.size()];
            for (var i = 0; i < rows.count(); i++) {
                mask[rows.row(i)] = Values.get(keys, rows.row(i)) instanceof Double d && d.isNaN();
            }
            return Selection.where(mask, rows);
        }

        @Override
        public boolean mayContain(Object low, Object high) {
            return Domain.compare(high, Double.NaN) >= 0;
        }

        @Override
        public RuntimeFilter or(RuntimeFilter other) {
            throw new UnsupportedOperationException();
        }
    }
}
