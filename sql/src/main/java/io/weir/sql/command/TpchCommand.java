package io.weir.sql.command;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.sql.tpch.TpchData;
import io.weir.sql.tpch.TpchQueries;
import io.weir.sql.tpch.TpchQueries.TpchQuery;
import io.weir.sql.tpch.TpchRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Makes the benchmark's data and runs its queries. */
@CommandLine.Command(
        name = "tpch",
        description = "The TPC-H benchmark: makes its data, runs its queries.",
        subcommands = {TpchCommand.Generate.class, TpchCommand.Run.class})
public final class TpchCommand implements Command {
    private static final int MOST_SCALE = 100_000;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    static double scale(String text) {
        try {
            var scale = Double.parseDouble(text);
            if (scale > 0 && scale <= MOST_SCALE) {
                return scale;
            }
        } catch (NumberFormatException noNumber) {
            // Said below, as for a number that is none of a scale.
        }
        throw new EngineException(
                ErrorCode.INVALID_OPTION, "--scale takes a number above 0, up to " + MOST_SCALE + ", not " + text);
    }

    /** Writes the tables. */
    @CommandLine.Command(
            name = "generate",
            description = "Writes the eight tables as Parquet.",
            abbreviateSynopsis = true,
            sortOptions = false)
    static final class Generate implements Callable<Integer> {
        @CommandLine.Option(
                names = "--scale",
                paramLabel = "N",
                defaultValue = "1",
                description = "1 is about 1 GB of text, 0.01 a hundredth. Without it 1.")
        private String scale = "1";

        @CommandLine.Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the tables go.")
        private @Nullable String out;

        @CommandLine.Mixin
        private SessionOptions options = new SessionOptions();

        @Override
        public Integer call() {
            options.settings();
            TpchData.generate(
                    scale(scale),
                    out,
                    TpchData.tables(),
                    (table, rows) -> System.err.println(table + ": " + rows + " rows"));
            return 0;
        }
    }

    /** Runs queries and writes their times. */
    @CommandLine.Command(
            name = "run",
            description = "Runs all queries once to warm up, then all of them again and again to take the time.",
            abbreviateSynopsis = true,
            sortOptions = false)
    static final class Run implements Callable<Integer> {
        @CommandLine.Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "Where the tables are.")
        private @Nullable String data;

        @CommandLine.Option(
                names = "--runs",
                paramLabel = "N",
                defaultValue = "3",
                description = "How many times each query is timed. Without it 3.")
        private int runs;

        @CommandLine.Option(
                names = "--queries",
                split = ",",
                paramLabel = "N",
                description = "Only these queries, as in 1,6.")
        private List<Integer> queries = new ArrayList<>();

        @CommandLine.Option(
                names = "--csv",
                paramLabel = "FILE",
                description =
                        "Adds a line a run to a file: peer,sf,query,run,millis,rows,cpu; run 0 is the one to warm up.")
        private @Nullable Path csv;

        @CommandLine.Option(
                names = "--dump",
                paramLabel = "DIR",
                description = "Writes the rows of each query to DIR/qNN.txt.")
        private @Nullable Path dump;

        @CommandLine.Mixin
        private SessionOptions options = new SessionOptions();

        @Override
        public Integer call() throws IOException {
            var chosen = queries.isEmpty()
                    ? TpchQueries.all()
                    : queries.stream().map(TpchQueries::of).toList();
            var missing = TpchData.missingAt(data);
            if (!missing.isEmpty()) {
                throw new EngineException(
                        ErrorCode.NOT_FOUND,
                        "no " + String.join(", ", missing) + " in " + data
                                + ": make them with weir tpch generate --out DIR");
            }
            var out = csv == null ? System.out : appending(csv);
            try (var clockwork = new Clockwork();
                    var tables = options.open()) {
                Interrupts.cancelOnInterrupt(tables::cancel, clockwork.executor());
                var run = new TpchRun(tables, data);
                var scale = run.scale();
                var running = new ArrayList<>(chosen);
                for (var number = 0; number <= runs; number++) {
                    var pass = number;
                    running.removeIf(query -> !time(run, query, pass, scale, out));
                }
                return running.size() == chosen.size() ? 0 : 2;
            } finally {
                if (csv != null) {
                    out.close();
                }
            }
        }

        private static PrintStream appending(Path file) throws IOException {
            var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new PrintStream(out, true, StandardCharsets.UTF_8);
        }

        /** False if the query failed; the others run all the same. */
        private boolean time(TpchRun run, TpchQuery query, int number, String scale, PrintStream out) {
            try {
                var timed = run.time(query);
                out.println(String.format(
                        Locale.ROOT,
                        "weir,%s,%s,%d,%d,%d,%d",
                        scale,
                        query.name(),
                        number,
                        timed.millis(),
                        timed.lines().size(),
                        timed.cpuMillis()));
                if (number == 0 && dump != null) {
                    write(dump, timed);
                }
                return true;
            } catch (EngineException failed) {
                if (failed.code() == ErrorCode.CANCELLED) {
                    throw failed;
                }
                out.println(String.format(
                        Locale.ROOT,
                        "weir,%s,%s,%d,ERROR,%s",
                        scale,
                        query.name(),
                        number,
                        failed.getMessage().replaceAll("\\s+", " ").replace(',', ';')));
                if (options.verbose()) {
                    failed.printStackTrace();
                }
                return false;
            }
        }

        private static void write(Path directory, TpchRun.Timed timed) {
            try {
                Files.createDirectories(directory);
                Files.write(directory.resolve(timed.query() + ".txt"), timed.lines());
            } catch (IOException e) {
                throw new EngineException(
                        ErrorCode.FILE_ACCESS, "cannot write the rows of " + timed.query() + ": " + e.getMessage(), e);
            }
        }
    }
}
