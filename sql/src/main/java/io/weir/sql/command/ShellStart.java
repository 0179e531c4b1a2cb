package io.weir.sql.command;

import io.weir.sql.output.OutputFormat;
import io.weir.sql.shell.Screen;
import io.weir.sql.shell.Shell;
import io.weir.sql.shell.StatementRunner;
import io.weir.table.TableEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.jline.terminal.TerminalBuilder;

/** Gives the shell a terminal and a history. */
final class ShellStart {
    private ShellStart() {}

    static int run(
            TableEnvironment tables,
            OutputFormat format,
            Map<String, String> variables,
            ScheduledExecutorService executor,
            boolean verbose)
            throws IOException {
        try (var terminal = TerminalBuilder.builder().system(true).build()) {
            var screen = new Screen(terminal.output(), format, terminal::getColumns, System.err, executor);
            var runner = new StatementRunner(tables, screen, variables);
            new Shell(tables, runner, terminal, history(), verbose).run();
        }
        return 0;
    }

    private static Path history() {
        var home = System.getenv("HOME");
        return Path.of(home == null ? System.getProperty("user.home") : home, ".weir_history");
    }
}
