package io.weir.sql.shell;

import io.weir.Nullable;
import io.weir.sql.output.OutputFormat;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntSupplier;

/**
 * Where answers go.
 *
 * @param rows takes the rows of results
 * @param format their form
 * @param width the columns that a line may take, for the format AUTO
 * @param notes takes remarks for a person: timings, rows left out
 * @param progress runs the progress line, which goes to the notes; null: none is shown
 */
public record Screen(
        OutputStream rows,
        OutputFormat format,
        IntSupplier width,
        PrintStream notes,
        @Nullable ScheduledExecutorService progress) {
    public Screen withFormat(OutputFormat other) {
        return new Screen(rows, other, width, notes, progress);
    }
}
