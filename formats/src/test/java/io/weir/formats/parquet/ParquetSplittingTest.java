package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cluster.LocalCluster;
import io.weir.cluster.LocalClusterSettings;
import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.FileTable;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.graph.Dataflow;
import io.weir.graph.JobSettings;
import io.weir.graph.Partitioning;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.BooleanVector;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One large row group is work for several tasks: it is cut where pages begin. */
final class ParquetSplittingTest {
    private static final int ROWS = 400_000;
    private static final Schema COLUMNS =
            Schema.of(new Schema.Field("id", Scalar.BIGINT), new Schema.Field("text", Scalar.VARCHAR));

    /** Pages of the numbers end after some 50,000 rows, those of the texts after a megabyte. */
    private static byte[] oneRowGroup() throws IOException {
        var out = new ByteArrayOutputStream();
        var random = new Random(1);
        try (var writer =
                new ParquetBatchWriter(out, COLUMNS, new FormatOptions(Map.of("compression", "uncompressed"), null))) {
            for (var from = 0L; from < ROWS; from += 8000) {
                var ids = VectorBuilder.of(Scalar.BIGINT, 8000);
                var texts = VectorBuilder.of(Scalar.VARCHAR, 8000);
                for (var id = from; id < from + 8000; id++) {
                    Values.append(ids, id);
                    Values.append(texts, "text " + Long.toString(random.nextLong(), 36));
                }
                writer.write(Batch.of(ids.build(), texts.build()));
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    private static List<FilePart> parts(BytesInput file, ScanRequest request, long targetBytes) throws IOException {
        var format = new ParquetFormat();
        return format.split(format.summarize(file, FormatOptions.NONE), request, targetBytes, opened -> file);
    }

    private static List<ScanRequest> requests() {
        var some = new ArrayList<ScanRequest>();
        for (var fields : List.of(
                COLUMNS.fields(),
                COLUMNS.fields().subList(0, 1),
                COLUMNS.fields().subList(1, 2))) {
            some.add(new ScanRequest(new Schema(fields), List.of(), List.of(), FormatOptions.NONE));
        }
        return some;
    }

    @Test
    void partsBeginWherePagesOfTheLargestColumnDoAndHoldAllRowsOnce() throws Exception {
        var file = new BytesInput("one.parquet", oneRowGroup());
        for (var request : requests()) {
            var parts = parts(file, request, 500_000);
            assertThat(parts).hasSizeGreaterThan(3);
            var begins = pageBegins(file, request.columns().indexOf("text") >= 0 ? 1 : 0);
            assertThat(parts).allSatisfy(part -> assertThat(begins).contains(part.from()));
            var all = DuckDb.comparable(new Scans().rows(file, request.columns()));
            var pieces = new ArrayList<String>();
            for (var part : parts) {
                new Scans()
                        .read(file, part, request)
                        .forEach(batch -> pieces.addAll(DuckDb.comparable(Scans.rows(batch))));
            }
            assertThat(pieces).hasSize(ROWS).isEqualTo(all);
        }
    }

    private static List<Long> pageBegins(FileInput file, int column) throws IOException {
        var footer = FooterReader.read(file);
        assertThat(footer.groups()).hasSize(1);
        var leaf = footer.root().leaves().get(column);
        var indexes = PageIndexes.read(file, new Place("x", 0), footer.groups().get(0), List.of(), List.of(leaf), true);
        return LongStream.of(indexes.offsets(leaf).firstRows()).boxed().toList();
    }

    @Test
    void aGroupThatStatisticsRuleOutIsNotLookedInto() throws Exception {
        var file = new BytesInput("one.parquet", oneRowGroup());
        var nobody = new ColumnDomain(0, io.weir.formats.file.Domain.of(List.of(-1L)));
        var request = new ScanRequest(COLUMNS, List.of(), List.of(nobody), FormatOptions.NONE);
        assertThat(parts(file, request, 500_000)).hasSize(1);
    }

    private static OffsetIndex pages(long rows, long rowsAPage, int bytesAPage) {
        var begins =
                LongStream.iterate(0, row -> row < rows, row -> row + rowsAPage).toArray();
        var sizes = new int[begins.length];
        Arrays.fill(sizes, bytesAPage);
        return new OffsetIndex(new long[begins.length], sizes, begins);
    }

    @Test
    void noPageIsCutWherePagesOfAllColumnsBeginTogether() {
        var columns = List.of(pages(200_000, 20_000, 900), pages(200_000, 10_000, 80), pages(200_000, 50_000, 70));
        assertThat(GroupCuts.ends(columns, 200_000, 4)).containsExactly(40_000L, 100_000L, 140_000L, 200_000L);
        assertThat(GroupCuts.ends(columns.subList(0, 2), 200_000, 2)).containsExactly(100_000L, 200_000L);
    }

    @Test
    void aPageIsCutOnlySoThatNoPartIsHuge() {
        var oneEach = List.of(pages(900_000, 900_000, 5000), pages(900_000, 900_000, 9));
        assertThat(GroupCuts.ends(oneEach, 900_000, 8)).containsExactly(900_000L);
        var large = List.of(pages(4 << 20, 4 << 20, 5000));
        assertThat(GroupCuts.ends(large, 4 << 20, 4)).containsExactly(1L << 20, 2L << 20, 3L << 20, 4L << 20);
        var few = List.of(pages(300_000, 100_000, 5000), pages(300_000, 300_000, 10));
        assertThat(GroupCuts.ends(few, 300_000, 10)).containsExactly(100_000L, 200_000L, 300_000L);
    }

    /** DuckDB writes one page a column, which parts would all decode; of others nothing is known. */
    @Test
    void aGroupWithoutAnOffsetIndexIsCutOnlySoThatNoPartIsHuge(@TempDir Path directory) throws Exception {
        var rows = 1_500_000;
        var path = directory.resolve("blind.parquet");
        try (var database = new DuckDb()) {
            database.copy("SELECT i AS id FROM range(" + rows + ") t(i)", path, "ROW_GROUP_SIZE 2000000");
        }
        var request = requests().get(1);
        var bytes = Files.readAllBytes(path);
        assertThat(parts(new BytesInput("one.parquet", bytes), request, 500_000))
                .hasSize(1);
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var at = text.lastIndexOf("DuckDB");
        System.arraycopy("Others".getBytes(StandardCharsets.ISO_8859_1), 0, bytes, at, 6);
        var file = new BytesInput("other.parquet", bytes);
        var seen = new BitSet(rows);
        var parts = parts(file, request, 500_000);
        assertThat(parts).hasSize(2);
        for (var part : parts) {
            for (var batch : new Scans().read(file, part, request)) {
                for (var row : Scans.rows(batch)) {
                    var id = (int) (long) (Long) row.get(0);
                    assertThat(seen.get(id)).isFalse();
                    seen.set(id);
                }
            }
        }
        assertThat(seen.cardinality()).isEqualTo(rows);
    }

    /** Lets rows pass once as many threads as wanted have come to it. */
    private static final class Meeting implements Expression {
        private final transient CountDownLatch missing;
        private final transient Set<Thread> seen = ConcurrentHashMap.newKeySet();

        Meeting(int threads) {
            missing = new CountDownLatch(threads);
        }

        @Override
        public DataType type() {
            return Scalar.BOOLEAN;
        }

        @Override
        public List<Expression> children() {
            return List.of();
        }

        @Override
        public Vector evaluate(Batch batch, Selection rows) {
            if (seen.add(Thread.currentThread())) {
                missing.countDown();
            }
            try {
                assertThat(missing.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            var all = new boolean[batch.physicalRows()];
            Arrays.fill(all, true);
            return new BooleanVector(Scalar.BOOLEAN, all, null, all.length);
        }
    }

    @Test
    void twoTasksShareOneRowGroup(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("table"));
        Files.write(directory.resolve("table/one.parquet"), oneRowGroup());
        var table = FileTable.open(directory + "/table", null, FormatOptions.NONE);
        var source = table.scan(COLUMNS, List.of(new Meeting(2)), List.of());
        var scan = new Dataflow.Stage(
                1,
                "scan",
                "scan",
                Dataflow.Parallelism.exactly(2),
                Optional.of(new Dataflow.Input(source, Map.of())),
                List.of(),
                Optional.empty());
        var answer = new Dataflow.Stage(
                2, "answer", "answer", Dataflow.Parallelism.exactly(1), Optional.empty(), List.of(), Optional.empty());
        var edge = new Dataflow.Edge(1, 0, 2, 0, 0, COLUMNS, new Partitioning.Single(), Dataflow.Delivery.PIPELINED);
        var flow = new Dataflow("split", List.of(scan, answer), List.of(edge), OptionalInt.of(2));
        try (var cluster = LocalCluster.start(new LocalClusterSettings(2, 1 << 28, directory));
                var job = cluster.submit(flow, JobSettings.of(2))) {
            var seen = new boolean[ROWS];
            for (var batch = job.next(); batch != null; batch = job.next()) {
                for (var row : Scans.rows(batch)) {
                    var id = (int) (long) (Long) row.get(0);
                    assertThat(seen[id]).isFalse();
                    seen[id] = true;
                }
            }
            for (var one : seen) {
                assertThat(one).isTrue();
            }
            var tasks = job.metrics().stages().get(0).operators().get(0).tasks();
            assertThat(tasks)
                    .hasSize(2)
                    .allSatisfy(task -> assertThat(task.rowsOut()).isPositive());
        }
    }
}
