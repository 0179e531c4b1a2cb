package io.weir.sql.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sql.output.OutputFormat;
import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    @TempDir
    private Path directory;

    /** What the shell shows for the lines typed. */
    private String type(String... lines) throws IOException {
        var input = new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        var output = new ByteArrayOutputStream();
        var settings = SessionSettings.STANDARD.with(
                SessionSettings.WAREHOUSE, directory.resolve("warehouse").toString());
        try (var tables = TableEnvironment.create(settings);
                var terminal = new DumbTerminal("test", "dumb", input, output, StandardCharsets.UTF_8)) {
            var notes = new PrintStream(output, true, StandardCharsets.UTF_8);
            var runner = new StatementRunner(
                    tables, new Screen(terminal.output(), OutputFormat.AUTO, () -> 60, notes, null), Map.of("n", "17"));
            new Shell(tables, runner, terminal, directory.resolve("history"), false).run();
            terminal.flush();
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aStatementMayTakeSeveralLines() throws IOException {
        assertThat(type("select 1", "  as one,", "  ';' as semicolon;", "\\q"))
                .contains(" one | semicolon\n")
                .contains("   1 | ;")
                .contains("(1 row)");
    }

    @Test
    void itGoesOnAfterAnError() throws IOException {
        assertThat(type(
                        "select * frm t;",
                        "selec 1;",
                        "\\nope",
                        "\\timign",
                        "\\i nowhere.sql",
                        "select 41 + 1 as x;",
                        "quit"))
                .contains("error: line 1, column ")
                .contains("did you mean \"SELECT\"?")
                .contains("no command \\nope")
                .contains("no command \\timign: did you mean \"\\timing\"?")
                .contains("error: no script nowhere.sql")
                .contains(" 42\n");
    }

    @Test
    void tablesAndColumnsAreShown() throws IOException {
        assertThat(type("create view v as select 1 as id, 'x' as name;", "\\d", "\\d v", "\\q"))
                .contains(" v\n")
                .contains(" id     | int\n")
                .contains("(2 rows)");
    }

    @Test
    void scriptsRunTimingIsShownAndFormatsChange() throws IOException {
        var script = directory.resolve("s.sql");
        Files.writeString(script, "select 5 as five; select 6 as six;");
        assertThat(type("\\timing", "\\o csv", "\\i " + script, "\\q"))
                .contains("timing is on")
                .contains("five\n5\n")
                .contains("six\n6\n")
                .contains("time: 0.");
    }

    @Test
    void whatIsTooWideHasALineAValue() throws IOException {
        var wide = "select repeat('x', 40) as a, repeat('y', 40) as b;";
        assertThat(type(wide, "\\o table", wide, "\\x", "select 1 as one;", "\\x", "select 2 as two;", "quit;"))
                .contains(" b | " + "y".repeat(40) + "\n")
                .contains(" " + "x".repeat(40) + " | " + "y".repeat(40) + "\n")
                .contains(" one | 1\n")
                .contains("rows are shown as auto")
                .contains("   2\n");
    }

    @Test
    void wordsThatPeopleTryAreUnderstood() throws IOException {
        assertThat(type("help;", "select ${n} + 1 as eighteen;", "EXIT;", "select 1 as more;"))
                .contains("\\timing ")
                .contains("18\n")
                .doesNotContain("(1 row)\n(1 row)")
                .doesNotContain("more\n");
    }

    @Test
    void theEndOfInputLeaves() throws IOException {
        assertThat(type("select 1 as x;")).contains("(1 row)");
    }
}
