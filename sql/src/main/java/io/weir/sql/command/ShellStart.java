package io.weir.sql.command;

import io.weir.sql.output.OutputFormat;
import io.weir.sql.shell.Screen;
import io.weir.sql.shell.Shell;
import io.weir.sql.shell.StatementRunner;
import io.weir.table.TableEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import org.jline.terminal.TerminalBuilder;

/** Gives the shell a terminal and a history. */
final class ShellStart {
    private ShellStart() {}

    static int run(TableEnvironment tables, OutputFormat format, ScheduledExecutorService executor) throws IOException {
        try (var terminal = TerminalBuilder.builder().system(true).build()) {
            var screen = new Screen(terminal.output(), format, System.err, executor);
            var history = Path.of(System.getProperty("user.home"), ".weir_history");
            new Shell(tables, new StatementRunner(tables, screen), terminal, history).run();
        }
        return 0;
    }
}
