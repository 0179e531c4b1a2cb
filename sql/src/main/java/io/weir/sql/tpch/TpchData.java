package io.weir.sql.tpch;

import io.trino.tpch.TpchTable;
import io.weir.cluster.LocalCluster;
import io.weir.cluster.LocalClusterSettings;
import io.weir.formats.file.FileStores;
import io.weir.formats.file.FileTable;
import io.weir.formats.file.FormatOptions;
import io.weir.graph.Dataflow;
import io.weir.graph.JobRunner;
import io.weir.graph.JobSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** Makes the data of the benchmark: a directory of Parquet files for each table. */
public final class TpchData {
    private static final int ROWS_PER_PART = 1_500_000;
    /** Each holds a group of rows until it is written, so there are not many. */
    private static final int WRITERS = 4;

    private static final Map<String, Long> ROWS_AT_SCALE_1 = Map.of(
            "lineitem", 6_000_000L, "orders", 1_500_000L, "partsupp", 800_000L, "part", 200_000L, "customer", 150_000L);

    private TpchData() {}

    /** The names of all tables. */
    public static List<String> tables() {
        return TpchTable.getTables().stream().map(TpchTable::getTableName).toList();
    }

    /** The tables that have no files in the directory. */
    public static List<String> missingAt(String directory) {
        return tables().stream()
                .filter(table -> !FileStores.hasFiles(directory + "/" + table))
                .toList();
    }

    /**
     * Writes tables; each appears as a whole. Fails where there are files.
     *
     * @param made told the name and number of rows of each table written
     */
    public static void generate(double scale, String directory, List<String> tables, BiConsumer<String, Long> made) {
        try (var cluster = LocalCluster.start(LocalClusterSettings.defaults())) {
            for (var table : tables) {
                made.accept(table, write(cluster, table, scale, directory));
            }
        }
    }

    private static long write(JobRunner cluster, String table, double scale, String directory) {
        var rows = (long) (ROWS_AT_SCALE_1.getOrDefault(table, 1L) * scale);
        var parts = ROWS_AT_SCALE_1.containsKey(table) ? (int) Math.max(2, Math.min(1000, rows / ROWS_PER_PART)) : 1;
        var tasks = Math.min(parts, Math.max(WRITERS, cluster.slots()));
        var source = new TpchSource(table, scale, parts);
        var target = FileStores.absolute(directory + "/" + table);
        var sink = FileTable.create(target, "parquet", source.schema(), List.of(), FormatOptions.NONE);
        var stage = new Dataflow.Stage(
                0,
                "generate",
                source.name(),
                Dataflow.Parallelism.exactly(tasks),
                Optional.of(new Dataflow.Input(source, Map.of())),
                List.of(),
                Optional.of(sink));
        var dataflow = new Dataflow("tpch " + table, List.of(stage), List.of(), OptionalInt.empty());
        try (var job = cluster.submit(dataflow, JobSettings.of(tasks))) {
            return job.await();
        }
    }
}
