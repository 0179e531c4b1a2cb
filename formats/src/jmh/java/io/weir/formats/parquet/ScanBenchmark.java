package io.weir.formats.parquet;

import io.weir.connector.Source;
import io.weir.expression.Between;
import io.weir.expression.Column;
import io.weir.expression.Comparison;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.flow.Batch;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.FileStores;
import io.weir.formats.file.FileTable;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.testing.Scans;
import io.weir.testing.RowBenchmark;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.type.Schema;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Four columns of a file of six million order lines, with the values that TPC-H gives them, compressed with Snappy; the file is cached. */
@OperationsPerInvocation(ScanBenchmark.ROWS)
@Warmup(iterations = 5, time = 2)
public class ScanBenchmark extends RowBenchmark {
    static final int ROWS = 6_000_000;
    private static final int BATCH = 1 << 16;
    private static final Decimal MONEY = new Decimal(15, 2);
    private static final Schema SCHEMA = Schema.of(
            new Schema.Field("l_quantity", MONEY),
            new Schema.Field("l_extendedprice", MONEY),
            new Schema.Field("l_discount", MONEY),
            new Schema.Field("l_shipdate", DataType.Scalar.DATE));

    private Path file;
    private Source<FilePart> all;
    private Source<FilePart> few;
    private Footer footer;

    @Setup
    public void write() throws IOException {
        file = Files.createTempDirectory("weir-bench-").resolve("lineitem.parquet");
        var random = new SplittableRandom(1);
        try (var writer = new ParquetFormat().create(Files.newOutputStream(file), SCHEMA, FormatOptions.NONE)) {
            for (var from = 0; from < ROWS; from += BATCH) {
                writer.write(lines(random, Math.min(BATCH, ROWS - from)));
            }
            writer.finish();
        }
        var table = FileTable.open(file.toString(), null, FormatOptions.NONE);
        all = table.scan(SCHEMA, List.of(), List.of());
        few = table.scan(SCHEMA, filters(), List.of());
    }

    private static Batch lines(SplittableRandom random, int rows) {
        var quantity = random.longs(rows, 1, 51).toArray();
        var price = new long[rows];
        for (var i = 0; i < rows; i++) {
            var part = random.nextInt(200_000);
            price[i] = quantity[i] * (90_000 + part / 10 % 20_001 + 100 * (part % 1000));
            quantity[i] *= 100;
        }
        return Batch.of(
                new LongVector(MONEY, quantity, null, rows),
                new LongVector(MONEY, price, null, rows),
                new LongVector(MONEY, random.longs(rows, 0, 11).toArray(), null, rows),
                new IntVector(
                        DataType.Scalar.DATE,
                        random.ints(rows, 8036, 8036 + 2526).toArray(),
                        null,
                        rows));
    }

    /** Of the sixth query: 2 % of the rows. */
    private static List<Expression> filters() {
        return List.of(
                Between.of(column(3), date("1994-01-01"), date("1994-12-31")),
                Between.of(column(2), money("0.05"), money("0.07")),
                Comparison.of(Comparison.Operator.LESS, column(0), money("24.00")));
    }

    private static Expression column(int index) {
        return new Column(index, SCHEMA.type(index));
    }

    private static Expression money(String value) {
        return new Literal(MONEY, new BigDecimal(value));
    }

    private static Expression date(String value) {
        return new Literal(DataType.Scalar.DATE, LocalDate.parse(value));
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
        Files.delete(file.getParent());
    }

    private static Object read(Source<FilePart> source) throws Exception {
        var emitted = new Emitted();
        Scans.read(source, Scans.context(Batch.DEFAULT_ROWS), emitted::emit);
        return emitted;
    }

    @Benchmark
    public Object scan() throws Exception {
        return read(all);
    }

    @Benchmark
    public Object filteredScan() throws Exception {
        return read(few);
    }

    /** What no reader gets by without: the bytes are read and the pages decompressed. */
    @Benchmark
    public Object scanLimit() throws Exception {
        var decompressed = 0L;
        for (var entry : FileStores.of(file.toString()).list(file.toString())) {
            try (var input = FileStores.of(entry.path()).open(entry)) {
                var read = footer == null ? FooterReader.read(input) : footer;
                footer = read;
                for (var group : read.groups()) {
                    decompressed += decompress(read, group, RangeFetch.fetch(input, extents(group)));
                }
            }
        }
        return decompressed;
    }

    @Benchmark
    public Object filteredScanLimit() throws Exception {
        return scanLimit();
    }

    private static List<ColumnChunk.Extent> extents(Footer.RowGroup group) {
        return group.columns().stream().map(ColumnChunk::extent).toList();
    }

    private static long decompress(Footer footer, Footer.RowGroup group, FetchedBytes bytes) {
        var sum = 0L;
        for (var leaf : footer.root().leaves()) {
            var rows = PageReader.Rows.all(group.rows());
            var pages = new PageReader(bytes, group.chunk(leaf), leaf, rows);
            while (pages.next()) {
                sum += pages.open().values().length();
            }
        }
        return sum;
    }
}
