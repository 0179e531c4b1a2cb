package io.weir.sql.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a user has it: a process, its streams and its exit code. */
class WeirTest {
    /** Ten to the fifteenth rows, so that it never ends by itself. */
    private static final String ENDLESS = "with t(x) as (values 0, 1, 2, 3, 4, 5, 6, 7, 8, 9) select count(*) from "
            + IntStream.range(0, 15).mapToObj(i -> "t a" + i).collect(Collectors.joining(", "));

    @TempDir
    private Path directory;

    @Test
    void rowsGoToStandardOutputAsCsvUnlessItIsATerminal() throws Exception {
        var ended = WeirProcess.run(
                directory,
                "sql",
                "-e",
                "select 1 as a, 'x, \"y\"' as b, cast(null as int) as c, '' as d",
                "-e",
                "select 2.50 as e");
        assertThat(ended).isEqualTo(new WeirProcess.Ended(0, "a,b,c,d\n1,\"x, \"\"y\"\"\",,\"\"\ne\n2.50\n", ""));
    }

    @Test
    void aUsersMistakeIsOneLineAndExitCode1() throws Exception {
        Files.writeString(directory.resolve("script.sql"), "select ${n} as a;\n\nselect * from nowhere;\nselect 3;");
        var ended = WeirProcess.run(directory, "sql", "-f", "script.sql", "-D", "n=1");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isEqualTo("a\n1\n");
        assertThat(ended.errors())
                .startsWith("error: line 3, column 15: ")
                .hasLineCount(1)
                .contains("nowhere");
    }

    @Test
    void aScriptMayBeginWithAByteOrderMark() throws Exception {
        Files.writeString(directory.resolve("script.sql"), "\uFEFFselect 'é' as a;");
        assertThat(WeirProcess.run(directory, "sql", "-f", "script.sql"))
                .isEqualTo(new WeirProcess.Ended(0, "a\né\n", ""));
    }

    @Test
    void whatIsNoScriptIsOneLineAndExitCode1() throws Exception {
        Files.write(directory.resolve("binary"), new byte[] {0, 1, '\n', '\''});
        Files.writeString(directory.resolve("deep"), "select " + "(".repeat(100_000) + "1" + ")".repeat(100_000));
        Files.writeString(directory.resolve("long"), "select cast('" + "x".repeat(100_000) + "' as int)");
        assertThat(WeirProcess.run(directory, "sql", "-f", "binary"))
                .isEqualTo(new WeirProcess.Ended(1, "", "error: line 1, column 1: unexpected character U+0000\n"));
        assertThat(WeirProcess.run(directory, "sql", "-f", "deep"))
                .isEqualTo(new WeirProcess.Ended(1, "", "error: the query is nested too deeply\n"));
        var ended = WeirProcess.run(directory, "sql", "-f", "long");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.errors()).hasLineCount(1).hasSizeLessThan(1100).endsWith("xxx'\n");
    }

    @Test
    void verboseShowsTheStackTrace() throws Exception {
        var ended = WeirProcess.run(directory, "sql", "--verbose", "-e", "select 1/0");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.errors())
                .startsWith("error: ")
                .contains("division by zero")
                .contains("\tat io.weir.");
    }

    @Test
    void unknownOptionsAndSettingsAreUsersMistakes() throws Exception {
        assertThat(WeirProcess.run(directory, "sql", "--ouptut", "csv"))
                .isEqualTo(mistake(
                        "weir sql has no option \"--ouptut\": did you mean \"--output\"?; see weir sql --help"));
        assertThat(WeirProcess.run(directory, "sqll"))
                .isEqualTo(mistake("weir has no command \"sqll\": did you mean \"sql\"?; see weir --help"));
        assertThat(WeirProcess.run(directory, "sql", "select 1"))
                .isEqualTo(mistake("weir sql has no argument \"select 1\"; see weir sql --help"));
        assertThat(WeirProcess.run(directory, "sql", "-D", "date", "-e", "select 1"))
                .isEqualTo(mistake("-D takes NAME=VALUE, not \"date\""));
        assertThat(WeirProcess.run(directory, "sql", "-o", "xml", "-e", "select 1"))
                .isEqualTo(mistake("no format \"xml\" of rows: auto, table, vertical, csv, tsv, json, parquet"));
        var ended = WeirProcess.run(directory, "sql", "--set", "bach_rows=1", "-e", "select 1");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.errors()).isEqualTo("error: no setting \"bach_rows\": did you mean \"batch_rows\"?\n");
        assertThat(WeirProcess.run(directory, "sql", "--memory", "1.5g", "-e", "select 1"))
                .isEqualTo(new WeirProcess.Ended(
                        1, "", "error: --memory takes a number of bytes, as in 512mb or 4g, not 1.5g\n"));
        assertThat(WeirProcess.run(directory, "sql", "--memory", "10k", "-e", "select 1")
                        .errors())
                .startsWith("error: --memory takes 64mb to ")
                .hasLineCount(1);
    }

    @Test
    void filesThatAreNotThereAreUsersMistakes() throws Exception {
        assertThat(WeirProcess.run(directory, "sql", "-f", "no.sql")).isEqualTo(mistake("no script no.sql"));
        assertThat(WeirProcess.run(directory, "sql", "-f", "."))
                .isEqualTo(mistake("cannot read the script .: Is a directory"));
        assertThat(WeirProcess.run(directory, "sql", "--data", "nowhere", "-e", "select 1"))
                .isEqualTo(mistake("no directory nowhere"));
        assertThat(WeirProcess.run(directory, "sql", "--to", "nowhere/rows.csv", "-e", "select 1"))
                .isEqualTo(mistake("no directory for nowhere/rows.csv"));
        assertThat(WeirProcess.run(directory, "tpch", "run", "--data", "nowhere")
                        .errors())
                .isEqualTo("error: no customer, orders, lineitem, part, partsupp, supplier, nation, region in nowhere:"
                        + " make them with weir tpch generate --out DIR\n");
        assertThat(WeirProcess.run(directory, "tpch", "generate", "--scale", "-1", "--out", "x"))
                .isEqualTo(mistake("--scale takes a number above 0, up to 100000, not -1"));
    }

    @Test
    void theBenchmarkRunsAllQueriesBeforeItRunsOneAgain() throws Exception {
        assertThat(WeirProcess.run(directory, "tpch", "generate", "--scale", "0.001", "--out", "data")
                        .code())
                .isZero();
        var run = WeirProcess.run(
                directory, "tpch", "run", "--data", "data", "--queries", "6,1", "--runs", "2", "--dump", "rows");
        assertThat(run.out().lines().map(line -> line.replaceFirst(",\\d+,(\\d+),\\d+$", ": $1")))
                .containsExactly(
                        "weir,0.001,q06,0: 1",
                        "weir,0.001,q01,0: 4",
                        "weir,0.001,q06,1: 1",
                        "weir,0.001,q01,1: 4",
                        "weir,0.001,q06,2: 1",
                        "weir,0.001,q01,2: 4");
        assertThat(directory.resolve("rows/q01.txt")).content().hasLineCount(4);
    }

    private static WeirProcess.Ended mistake(String message) {
        return new WeirProcess.Ended(1, "", "error: " + message + "\n");
    }

    @Test
    void rowsLeftOutAsBadAreCounted() throws Exception {
        Files.writeString(directory.resolve("rows.csv"), "id,day\n1,2020-01-01\nx,2020-01-02\n3\n4,2020-01-04\n");
        var table = "create table t (id int, day date) with (path = 'rows.csv', bad_rows = 'skip');";
        var note = "note: left out 2 bad rows of csv " + directory.toRealPath().resolve("rows.csv") + "\n";
        assertThat(WeirProcess.run(directory, "sql", "-e", table + "select id, day from t order by id"))
                .isEqualTo(new WeirProcess.Ended(0, "id,day\n1,2020-01-01\n4,2020-01-04\n", note));
        assertThat(WeirProcess.run(directory, "sql", "-e", table + "create table copy as select * from t"))
                .isEqualTo(new WeirProcess.Ended(0, "", note));
    }

    @Test
    void outputIsATableOrJsonWhereAskedFor() throws Exception {
        var query = "select * from (values (1, 'a'), (20, null)) as t (id, name) order by id";
        assertThat(WeirProcess.run(directory, "sql", "--output", "table", "-e", query)
                        .out())
                .isEqualTo("""
                         id | name
                        ----+------
                          1 | a
                         20 | NULL
                        (2 rows)
                        """);
        assertThat(WeirProcess.run(directory, "sql", "-o", "json", "-e", query).out())
                .isEqualTo("{\"id\":1,\"name\":\"a\"}\n{\"id\":20,\"name\":null}\n");
    }

    @Test
    void aParquetFileCanBeWrittenAndRead() throws Exception {
        var made = WeirProcess.run(
                directory,
                "sql",
                "--output",
                "parquet",
                "--to",
                "rows.parquet",
                "-e",
                "select 1 as a, date '2020-02-29' as b");
        assertThat(made).isEqualTo(new WeirProcess.Ended(0, "", ""));
        var read = WeirProcess.run(directory, "sql", "--output", "tsv", "-e", "select * from 'rows.parquet'");
        assertThat(read.out()).isEqualTo("a\tb\n1\t2020-02-29\n");
    }

    @Test
    void quotedPathsNeedNoSlash() throws Exception {
        assertThat(WeirProcess.run(directory, "sql", "-e", "insert into 'orders' select 1 as id, 2.50 as price"))
                .isEqualTo(new WeirProcess.Ended(0, "", ""));
        var asked = "select a.id, b.price from 'orders' a, 'orders' b; describe 'orders'";
        assertThat(WeirProcess.run(directory, "sql", "-e", asked).out())
                .isEqualTo("id,price\n1,2.50\ncolumn,type\nid,int\nprice,\"decimal(3,2)\"\n");
        assertThat(WeirProcess.run(directory, "sql", "-e", "select * from 'order'"))
                .isEqualTo(mistake("line 1, column 15: no files at "
                        + directory.toRealPath().resolve("order")));
        assertThat(WeirProcess.run(directory, "sql", "-e", "select * from orders"))
                .isEqualTo(mistake("line 1, column 15: no table \"orders\""));
    }

    @Test
    void interruptCancelsTheQueryAndExitsWith130() throws Exception {
        var weir = WeirProcess.start(directory, "sql", "-e", "select 7 as seven", "-e", ENDLESS);
        var out = new BufferedReader(new InputStreamReader(weir.process().getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).isEqualTo("seven");
        assertThat(out.readLine()).isEqualTo("7");
        new ProcessBuilder("kill", interrupt(), String.valueOf(weir.process().pid()))
                .start()
                .waitFor();
        assertThat(weir.code()).isEqualTo(130);
        assertThat(weir.errors()).startsWith("error: ").hasLineCount(1);
    }

    /** A process of a background job inherits that it ignores INT; TERM is handled in the same way. */
    private static String interrupt() throws IOException {
        var ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16))
                .findFirst()
                .orElse(0);
        return (ignored & 2) == 0 ? "-INT" : "-TERM";
    }

    @Test
    void aReaderThatGoesAwayEndsItQuietly() throws Exception {
        var query = ENDLESS.replace("count(*)", "a0.x");
        var weir = WeirProcess.start(directory, "sql", "-e", query);
        var out = weir.process().getInputStream();
        assertThat(out.read()).isEqualTo('x');
        out.close();
        assertThat(weir.code()).isEqualTo(0);
        assertThat(weir.errors()).isEmpty();
    }
}
