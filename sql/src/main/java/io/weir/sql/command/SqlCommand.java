package io.weir.sql.command;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.sql.output.OutputFormat;
import io.weir.sql.shell.Screen;
import io.weir.sql.shell.ScriptFile;
import io.weir.sql.shell.StatementRunner;
import io.weir.table.TableEnvironment;
import io.weir.table.statement.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import picocli.CommandLine;

/** Runs statements from the command line, a file or standard input; without any of them and on a terminal it is a shell. */
@CommandLine.Command(
        name = "sql",
        description = "Runs SQL over files. On a terminal, and with neither -e nor -f, it is a shell.",
        abbreviateSynopsis = true,
        sortOptions = false,
        footer = {
            "",
            "  weir sql -e \"select city, count(*) from 'data/orders' group by city\"",
            "  weir sql -f report.sql -D date=2026-11-22 -o csv > report.csv",
            "  weir sql --data data/tpch/sf1",
            "",
            "Ends with 0, with 1 for a mistake in what was asked, 2 for a failure, 130 when cancelled."
        })
public final class SqlCommand implements Command {
    @CommandLine.Option(
            names = {"-e", "--execute"},
            paramLabel = "SQL",
            order = 1,
            description = "Statements to run; may be given more than once.")
    private List<String> statements = new ArrayList<>();

    @CommandLine.Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            order = 2,
            description = "A script to run; - is standard input.")
    private @Nullable String file;

    @CommandLine.Option(
            names = {"-D", "--define"},
            paramLabel = "NAME=VALUE",
            order = 3,
            description =
                    "A variable: $${NAME} in the statements stands for VALUE. Names that begin with cluster. or network. are"
                            + " settings of the cluster, hadoop.KEY is Hadoop's own KEY.")
    private List<String> variables = new ArrayList<>();

    @CommandLine.Option(
            names = "--data",
            paramLabel = "DIR",
            order = 4,
            description = "Makes each directory in DIR a table.")
    private @Nullable String data;

    @CommandLine.Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            order = 5,
            description =
                    "auto, table, vertical, csv, tsv, json or parquet. Without it auto on a terminal, which is a table, or"
                            + " vertical where a table is too wide; else csv.")
    private @Nullable String output;

    @CommandLine.Option(
            names = "--to",
            paramLabel = "FILE",
            order = 6,
            description = "Where rows go; without it standard output.")
    private @Nullable Path target;

    @CommandLine.Mixin
    private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() throws IOException {
        var format = format();
        var values = SessionOptions.pairs("-D", "NAME=VALUE", variables);
        options.take(values);
        var elsewhere = options.runElsewhere(false, () -> errand(values, format));
        if (elsewhere.isPresent()) {
            return elsewhere.getAsInt();
        }
        try (var clockwork = new Clockwork();
                var tables = data == null ? options.open() : options.open(data)) {
            if (statements.isEmpty() && file == null && Streams.inIsTerminal() && Streams.outIsTerminal()) {
                return ShellStart.run(tables, format, values, clockwork.executor(), options.verbose());
            }
            Interrupts.cancelOnInterrupt(tables::cancel, clockwork.executor());
            return run(tables, scripts(values), format, clockwork.executor());
        }
    }

    private int run(
            TableEnvironment tables, List<String> scripts, OutputFormat format, ScheduledExecutorService executor)
            throws IOException {
        try (var out = target == null ? Streams.out() : Files.newOutputStream(target)) {
            var screen = new Screen(
                    out, format, Streams::screenWidth, System.err, Streams.errIsTerminal() ? executor : null);
            var runner = new StatementRunner(tables, screen, Map.of());
            for (var script : scripts) {
                runner.runScript(script);
            }
            return 0;
        } catch (NoSuchFileException noSuchDirectory) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no directory for " + target, noSuchDirectory);
        } catch (IOException gone) {
            if (target == null && String.valueOf(gone.getMessage()).contains("Broken pipe")) {
                return 0;
            }
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot write the rows: " + gone.getMessage(), gone);
        }
    }

    /** The same statements in one script. */
    private Errand errand(Map<String, String> values, OutputFormat format) {
        if (target != null) {
            throw new EngineException(
                    ErrorCode.NOT_SUPPORTED,
                    "--to is a file of this machine: leave it out where statements run on the cluster");
        }
        try {
            var script = Files.createTempFile("weir", ".sql");
            Files.writeString(script, String.join("\n;\n", scripts(values)));
            script.toFile().deleteOnExit();
            var line = new ArrayList<>(List.of(
                    "sql",
                    "--verbose",
                    "-f",
                    "statements.sql",
                    "-o",
                    format.name().toLowerCase(Locale.ROOT)));
            if (data != null) {
                line.addAll(List.of("--data", data));
            }
            line.addAll(options.sessionArguments());
            var files = new LinkedHashMap<String, Path>();
            files.put("statements.sql", script);
            options.jars().forEach(jar -> files.put(String.valueOf(jar.getFileName()), jar));
            return new Errand(line, files);
        } catch (IOException e) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot read the statements: " + e.getMessage(), e);
        }
    }

    private OutputFormat format() {
        if (output != null) {
            return OutputFormat.of(output);
        }
        return target == null && Streams.outIsTerminal() ? OutputFormat.AUTO : OutputFormat.CSV;
    }

    /** With the values of variables in them: a missing one is found before anything runs. */
    private List<String> scripts(Map<String, String> values) throws IOException {
        var scripts = new ArrayList<>(statements);
        if (file != null && !file.equals("-")) {
            scripts.add(ScriptFile.read(Path.of(file)));
        } else if (file != null || statements.isEmpty()) {
            scripts.add(ScriptFile.withoutMark(new String(System.in.readAllBytes(), StandardCharsets.UTF_8)));
        }
        return scripts.stream().map(script -> Script.substitute(script, values)).toList();
    }
}
