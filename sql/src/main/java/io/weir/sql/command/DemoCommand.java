package io.weir.sql.command;

import io.weir.sql.tpch.TpchData;
import io.weir.sql.tpch.TpchQueries;
import io.weir.sql.tpch.TpchRun;
import java.util.Locale;
import picocli.CommandLine;

/** The first thing to run: makes data if there is none, and shows what the queries take. */
@CommandLine.Command(
        name = "demo",
        description = "Makes TPC-H data under data/ if there is none, runs the 22 queries, shows a table of times.",
        abbreviateSynopsis = true,
        sortOptions = false)
public final class DemoCommand implements Command {
    @CommandLine.Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = "0.1",
            description = "Size of the data; 1 is about 1 GB of text. Without it 0.1.")
    private String scale = "0.1";

    @CommandLine.Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "data/tpch",
            description = "Where the data lies. Without it data/tpch.")
    private String root = "data/tpch";

    @CommandLine.Mixin
    private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var directory = root + "/sf" + scale;
        var missing = TpchData.missingAt(directory);
        if (!missing.isEmpty()) {
            System.out.println("making TPC-H data of scale " + scale + " in " + directory);
            TpchData.generate(
                    TpchCommand.scale(scale),
                    directory,
                    missing,
                    (table, rows) -> System.out.println(String.format(Locale.ROOT, "  %-10s %,12d rows", table, rows)));
        }
        try (var clockwork = new Clockwork();
                var tables = options.open()) {
            Interrupts.cancelOnInterrupt(tables::cancel, clockwork.executor());
            times(new TpchRun(tables, directory));
        }
        System.out.println("try: scripts/bin/weir sql --data " + directory);
        return 0;
    }

    private static void times(TpchRun run) {
        System.out.println("query      rows   first ms   again ms");
        var first = 0L;
        var again = 0L;
        for (var query : TpchQueries.all()) {
            var cold = run.time(query);
            var warm = run.time(query);
            first += cold.millis();
            again += warm.millis();
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-6s %8d %10d %10d",
                    query.name(),
                    cold.lines().size(),
                    cold.millis(),
                    warm.millis()));
        }
        System.out.println(String.format(Locale.ROOT, "%-6s %8s %10d %10d", "sum", "", first, again));
    }
}
