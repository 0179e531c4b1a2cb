package io.weir.sql.shell;

import io.weir.EngineException;
import io.weir.table.TableEnvironment;
import io.weir.table.statement.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
              \\d TABLE    shows the columns of a table
              \\timing     shows how long each statement took, or no longer
              \\o FORMAT   how rows are shown: table, csv, tsv, json
              \\i FILE     runs a script
              \\q          leaves
              \\?          this text
            """;

    private final TableEnvironment tables;
    private final StatementRunner runner;
    private final Terminal terminal;
    private final LineReader reader;

    /** @param history the file of lines typed before */
    public Shell(TableEnvironment tables, StatementRunner runner, Terminal terminal, Path history) {
        this.tables = tables;
        this.runner = runner;
        this.terminal = terminal;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("weir")
                .parser(new WholeStatements())
                .completer(new NameCompleter(tables))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P   -> ")
                .variable(LineReader.INDENTATION, 0)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /** Until the person leaves. */
    public void run() {
        say("\\? for help");
        terminal.handle(Terminal.Signal.INT, signal -> tables.cancel());
        while (true) {
            try {
                if (!take(reader.readLine("weir> "))) {
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
        var text = line.strip();
        try {
            if (text.startsWith("\\")) {
                return command(text);
            }
            if (text.equalsIgnoreCase("quit") || text.equalsIgnoreCase("exit")) {
                return false;
            }
            runner.runScript(line);
        } catch (EngineException failed) {
            say("error: " + failed.getMessage());
        } catch (IOException failed) {
            say("error: cannot read or write: " + failed.getMessage());
        } catch (RuntimeException failed) {
            say("error: " + failed);
        }
        return true;
    }

    private boolean command(String text) throws IOException {
        var parts = text.replaceAll(";$", "").split("\\s+", 2);
        var argument = parts.length > 1 ? parts[1].strip() : "";
        switch (parts[0]) {
            case "\\q" -> {
                return false;
            }
            case "\\d" -> runner.runScript(argument.isEmpty() ? "SHOW TABLES" : "DESCRIBE " + argument);
            case "\\timing" -> say(runner.toggleTiming() ? "timing is on" : "timing is off");
            case "\\o" -> runner.format(ShownFormat.of(argument));
            case "\\i" -> runner.runScript(Files.readString(Path.of(argument)));
            case "\\?", "\\h" -> say(HELP.stripTrailing());
            default -> say("no command " + parts[0] + ": \\? lists them");
        }
        return true;
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
            var ends = text.isEmpty()
                    || text.startsWith("\\")
                    || text.equalsIgnoreCase("quit")
                    || text.equalsIgnoreCase("exit")
                    || Script.isComplete(line);
            if (context == ParseContext.ACCEPT_LINE && !ends) {
                throw new EOFError(-1, -1, "no semicolon yet");
            }
            return words.parse(line, cursor, ParseContext.COMPLETE);
        }
    }
}
