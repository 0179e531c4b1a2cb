package io.weir.sql.tpch;

import io.weir.sql.output.ValueText;
import io.weir.sql.tpch.TpchQueries.TpchQuery;
import io.weir.table.Result;
import io.weir.table.TableEnvironment;
import io.weir.vector.Values;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Runs queries over the tables of one directory and takes their times. */
public final class TpchRun {
    private static final long SUPPLIERS_AT_SCALE_1 = 10_000;
    private static final ValueText TEXT = new ValueText(ZoneOffset.UTC);

    private final TableEnvironment tables;

    /** @param directory holds a directory of files for each table */
    public TpchRun(TableEnvironment tables, String directory) {
        this.tables = tables;
        tables.executeSql("CREATE SCHEMA IF NOT EXISTS tpch WITH (path = '" + directory.replace("'", "''") + "')")
                .close();
        tables.executeSql("USE tpch").close();
    }

    /**
     * One run of a query.
     *
     * @param cpuMillis processor time of the whole process
     * @param lines the rows as text, a bar after each value
     */
    public record Timed(String query, long millis, long cpuMillis, List<String> lines) {}

    /** The scale of the data, as the number of suppliers tells it. */
    public String scale() {
        try (var result = tables.executeSql("SELECT count(*) FROM supplier")) {
            var suppliers = result.rows().next().longValue(0);
            return BigDecimal.valueOf(suppliers)
                    .divide(BigDecimal.valueOf(SUPPLIERS_AT_SCALE_1), 4, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }
    }

    public Timed time(TpchQuery query) {
        var cpu = cpuNanos();
        var begun = System.nanoTime();
        try (var result = tables.executeSql(query.sql())) {
            var lines = lines(result);
            var millis = Math.round((System.nanoTime() - begun) / 1e6);
            return new Timed(query.name(), millis, Math.round((cpuNanos() - cpu) / 1e6), lines);
        }
    }

    private static List<String> lines(Result result) {
        var lines = new ArrayList<String>();
        for (var batch = result.next(); batch != null; batch = result.next()) {
            for (var i = 0; i < batch.rows(); i++) {
                var line = new StringBuilder();
                for (var column = 0; column < batch.width(); column++) {
                    var value =
                            Values.get(batch.column(column), batch.selection().row(i));
                    line.append(value == null ? "null" : TEXT.of(result.schema().type(column), value))
                            .append('|');
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
