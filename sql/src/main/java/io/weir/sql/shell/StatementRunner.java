package io.weir.sql.shell;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.formats.text.BadRows;
import io.weir.graph.JobMetrics;
import io.weir.sql.output.OutputFormat;
import io.weir.sql.output.RowOutput;
import io.weir.table.Result;
import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import io.weir.table.statement.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Runs statements one after the other and writes what they answer. */
public final class StatementRunner {
    private final TableEnvironment tables;
    private final Map<String, String> variables;
    private Screen screen;
    private boolean timing;
    private int parquetResults;

    /** @param variables what stands for <code>${name}</code> in statements */
    public StatementRunner(TableEnvironment tables, Screen screen, Map<String, String> variables) {
        this.tables = tables;
        this.screen = screen;
        this.variables = Map.copyOf(variables);
    }

    void format(OutputFormat format) {
        screen = screen.withFormat(format);
    }

    /** Shows a line a value, or as it was before; answers the format that is shown now. */
    OutputFormat toggleVertical() {
        var usual = screen.format() == OutputFormat.VERTICAL ? OutputFormat.AUTO : OutputFormat.VERTICAL;
        format(usual);
        return usual;
    }

    /** Turns the line with the time of each statement on or off; answers whether it is on now. */
    boolean toggleTiming() {
        timing = !timing;
        return timing;
    }

    /** Runs a script up to its first error, which is thrown. IOException: the reader of the rows has gone, or the disk is full. */
    public void runScript(String script) throws IOException {
        for (var piece : Script.split(Script.substitute(script, variables))) {
            run(piece);
        }
    }

    void runFile(Path script) throws IOException {
        runScript(ScriptFile.read(script));
    }

    private void run(Script.Piece piece) throws IOException {
        var begun = System.nanoTime();
        var progress = progress();
        try (var result = tables.execute(piece)) {
            write(result, progress);
        } finally {
            close(progress);
        }
        tables.metrics().ifPresent(this::tellBadRows);
        if (timing) {
            screen.notes().println(String.format(Locale.ROOT, "time: %.3f s", (System.nanoTime() - begun) / 1e9));
        }
    }

    private void tellBadRows(JobMetrics metrics) {
        for (var stage : metrics.stages()) {
            for (var operator : stage.operators()) {
                var bad = operator.tasks().stream()
                        .mapToLong(task -> task.details().getOrDefault(BadRows.COUNTER, 0L))
                        .sum();
                if (bad > 0) {
                    screen.notes()
                            .println("note: left out " + bad + (bad == 1 ? " bad row of " : " bad rows of ")
                                    + operator.name());
                }
            }
        }
    }

    private @Nullable ProgressLine progress() {
        var executor = screen.progress();
        return executor == null ? null : new ProgressLine(tables::progress, screen.notes(), executor);
    }

    private static void close(@Nullable ProgressLine progress) {
        if (progress != null) {
            progress.close();
        }
    }

    private void write(Result result, @Nullable ProgressLine progress) throws IOException {
        switch (result.kind()) {
            case ROWS -> writeRows(result, progress);
            case TEXT -> {
                close(progress);
                if (screen.format() == OutputFormat.JSON || screen.format() == OutputFormat.PARQUET) {
                    writeRows(result, progress);
                } else {
                    say(result.text() + "\n");
                }
            }
            case UPDATE -> {
                close(progress);
                if (screen.format().isForScreens() && result.updateCount() >= 0) {
                    say("(" + result.updateCount() + (result.updateCount() == 1 ? " row" : " rows") + " written)\n");
                }
            }
            case DONE -> close(progress);
        }
    }

    private void writeRows(Result result, @Nullable ProgressLine progress) throws IOException {
        RowOutput output = null;
        for (var batch = result.next(); batch != null; batch = result.next()) {
            if (output == null) {
                close(progress);
                output = open(result);
            }
            output.write(batch);
        }
        close(progress);
        (output == null ? open(result) : output).finish();
    }

    private RowOutput open(Result result) throws IOException {
        if (screen.format() == OutputFormat.PARQUET && parquetResults++ > 0) {
            throw new EngineException(
                    ErrorCode.INVALID_STATEMENT, "one Parquet file holds one result: run the queries one by one");
        }
        return screen.format()
                .open(
                        screen.rows(),
                        result.schema(),
                        tables.settings().get(SessionSettings.TIMEZONE),
                        screen.width().getAsInt());
    }

    private void say(String text) throws IOException {
        screen.rows().write(text.getBytes(StandardCharsets.UTF_8));
        screen.rows().flush();
    }
}
