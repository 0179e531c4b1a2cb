package io.weir.sql.command;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.sql.output.OutputFormat;
import io.weir.sql.shell.Screen;
import io.weir.sql.shell.StatementRunner;
import io.weir.table.TableEnvironment;
import io.weir.table.statement.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import picocli.CommandLine;

/** Runs statements from the command line, a file or standard input; without any of them and on a terminal it is a shell. */
@CommandLine.Command(
        name = "sql",
        description = "Runs SQL: from -e, from a file, from standard input, or in a shell.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SqlCommand implements Command {
    @CommandLine.Option(
            names = {"-e", "--execute"},
            paramLabel = "SQL",
            description = "Statements to run; may be given more than once.")
    private List<String> statements = new ArrayList<>();

    @CommandLine.Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A script to run; - is standard input.")
    private @Nullable String file;

    @CommandLine.Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Without it TABLE on a terminal, else CSV.")
    private @Nullable OutputFormat output;

    @CommandLine.Option(names = "--to", paramLabel = "FILE", description = "Where rows go; without it standard output.")
    private @Nullable Path target;

    @CommandLine.Option(
            names = "-D",
            paramLabel = "NAME=VALUE",
            description = "A variable: $${NAME} in the statements stands for VALUE.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @CommandLine.Option(names = "--data", paramLabel = "DIR", description = "Makes each directory in DIR a table.")
    private @Nullable String data;

    @CommandLine.Mixin
    private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() throws IOException {
        try (var clockwork = new Clockwork();
                var tables = options.open()) {
            if (data != null) {
                tables.executeSql("CREATE SCHEMA data WITH (path = '" + data.replace("'", "''") + "')")
                        .close();
                tables.executeSql("USE data").close();
            }
            return run(tables, clockwork.executor());
        }
    }

    private int run(TableEnvironment tables, ScheduledExecutorService executor) throws IOException {
        var interactive = statements.isEmpty() && file == null && Streams.inIsTerminal() && Streams.outIsTerminal();
        if (interactive) {
            return ShellStart.run(tables, format(), executor);
        }
        Interrupts.cancelOnInterrupt(tables::cancel, executor);
        var scripts = scripts();
        try (var out = target == null ? Streams.out() : Files.newOutputStream(target)) {
            return run(scripts, new StatementRunner(tables, screen(out, executor)));
        }
    }

    private int run(List<String> scripts, StatementRunner runner) throws IOException {
        try {
            for (var script : scripts) {
                runner.runScript(script);
            }
            return 0;
        } catch (IOException gone) {
            if (target == null && String.valueOf(gone.getMessage()).contains("Broken pipe")) {
                return 0;
            }
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot write the rows: " + gone.getMessage(), gone);
        }
    }

    private Screen screen(OutputStream out, ScheduledExecutorService executor) {
        return new Screen(out, format(), System.err, Streams.errIsTerminal() ? executor : null);
    }

    private OutputFormat format() {
        if (output != null) {
            return output;
        }
        return target == null && Streams.outIsTerminal() ? OutputFormat.TABLE : OutputFormat.CSV;
    }

    private List<String> scripts() throws IOException {
        var scripts = new ArrayList<>(statements);
        if (file != null && !file.equals("-")) {
            scripts.add(read(Path.of(file)));
        } else if (file != null || statements.isEmpty()) {
            scripts.add(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return scripts.stream()
                .map(script -> Script.substitute(script, variables))
                .toList();
    }

    private static String read(Path script) throws IOException {
        try {
            return Files.readString(script);
        } catch (NoSuchFileException missing) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no script " + script, missing);
        }
    }
}
