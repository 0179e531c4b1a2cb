package io.weir.sql.shell;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.sql.output.OutputFormat;
import io.weir.table.TableEnvironment;
import io.weir.table.statement.Nearest;
import io.weir.table.statement.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/** The prompt: reads statements until a semicolon ends them, runs them, and goes on after errors. Ctrl-C ends a query, Ctrl-D the shell. */
public final class Shell {
    private static final String HELP = """
            Statements end with a semicolon and may take several lines. Ctrl-C cancels a query, Ctrl-D leaves.
              \\d          lists the tables
              \\d TABLE    shows the columns of a table, or of 'files'
              \\timing     shows how long each statement took, or no longer
              \\x          shows a line a value, or no longer
              \\o FORMAT   how rows are shown: auto, table, vertical, csv, tsv, json
              \\i FILE     runs a script
              \\q          leaves
              \\?          this text
            """;
    private static final List<String> COMMANDS = List.of("\\d", "\\timing", "\\x", "\\o", "\\i", "\\q", "\\?");

    private final TableEnvironment tables;
    private final StatementRunner runner;
    private final Terminal terminal;
    private final boolean verbose;
    private final LineReader reader;

    /**
     * @param history the file of lines typed before
     * @param verbose shows the stack traces of errors
     */
    public Shell(TableEnvironment tables, StatementRunner runner, Terminal terminal, Path history, boolean verbose) {
        this.tables = tables;
        this.runner = runner;
        this.terminal = terminal;
        this.verbose = verbose;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("weir")
                .parser(new WholeStatements())
                .completer(new NameCompleter(tables))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P   -> ")
                .variable(LineReader.INDENTATION, 0)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .build();
    }

    /** Until the person leaves. */
    public void run() {
        say("Type SQL and a semicolon, \\? for help.");
        terminal.handle(Terminal.Signal.INT, signal -> tables.cancel());
        while (true) {
            try {
                if (!take(reader.readLine("weir> ").strip())) {
                    return;
                }
            } catch (UserInterruptException lineGivenUp) {
                say("");
            } catch (EndOfFileException left) {
                return;
            }
        }
    }

    /** False if that line asks to leave. */
    private boolean take(String line) {
        try {
            return line.startsWith("\\") || isWord(line) ? command(line.replaceFirst("\\s*;$", "")) : statements(line);
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError failed) {
            say(ErrorLine.of(failed));
            if (verbose) {
                failed.printStackTrace(terminal.writer());
            }
        }
        return true;
    }

    private boolean statements(String text) throws IOException {
        runner.runScript(text);
        return true;
    }

    /** What people type who look for the door or for help. */
    private static boolean isWord(String line) {
        return line.toLowerCase(Locale.ROOT).matches("(quit|exit|help)\\s*;?");
    }

    private boolean command(String line) throws IOException {
        var parts = line.split("\\s+", 2);
        var argument = parts.length > 1 ? parts[1].strip() : "";
        switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "\\q", "quit", "exit" -> {
                return false;
            }
            case "\\d" -> runner.runScript(argument.isEmpty() ? "SHOW TABLES" : "DESCRIBE " + argument);
            case "\\timing" -> say(runner.toggleTiming() ? "timing is on" : "timing is off");
            case "\\x" -> say("rows are shown as " + runner.toggleVertical());
            case "\\o" -> runner.format(shown(argument));
            case "\\i" -> runner.runFile(Path.of(argument));
            case "\\?", "\\h", "help" -> say(HELP.stripTrailing());
            default ->
                throw new EngineException(
                        ErrorCode.NOT_FOUND,
                        "no command " + parts[0] + Nearest.hint(parts[0], COMMANDS) + " (\\? lists them)");
        }
        return true;
    }

    private static OutputFormat shown(String name) {
        var format = OutputFormat.of(name);
        if (format == OutputFormat.PARQUET) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION, "parquet is no format for a screen: write a table of it");
        }
        return format;
    }

    private void say(String text) {
        terminal.writer().println(text);
        terminal.writer().flush();
    }

    /** Takes line after line until a semicolon ends the last statement. */
    private static final class WholeStatements implements Parser {
        private final DefaultParser words =
                new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]);

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            var text = line.strip();
            var ends = text.isEmpty() || text.startsWith("\\") || isWord(text) || Script.isComplete(line);
            if (context == ParseContext.ACCEPT_LINE && !ends) {
                throw new EOFError(-1, -1, "no semicolon yet");
            }
            return words.parse(line, cursor, ParseContext.COMPLETE);
        }
    }
}
