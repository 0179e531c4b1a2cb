package io.weir.sql.shell;

import io.weir.Nullable;
import io.weir.sql.output.OutputFormat;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Where answers go.
 *
 * @param rows takes the rows of results
 * @param format their form
 * @param notes takes remarks for a person: timings
 * @param progress runs the progress line, which goes to the notes; null: none is shown
 */
public record Screen(
        OutputStream rows,
        OutputFormat format,
        PrintStream notes,
        @Nullable ScheduledExecutorService progress) {
    public Screen withFormat(OutputFormat other) {
        return new Screen(rows, other, notes, progress);
    }
}
