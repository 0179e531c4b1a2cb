package io.weir.sql.shell;

import io.weir.ByteSize;
import io.weir.graph.Job;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One line that says how far a statement is; it appears after half a second and is wiped away on close. */
final class ProgressLine implements AutoCloseable {
    private static final long FIRST_MILLIS = 500;
    private static final long EVERY_MILLIS = 200;
    private static final String WIPE = "\r\u001b[K";

    private final Supplier<Optional<Job.Progress>> progress;
    private final PrintStream out;
    private final long begun = System.nanoTime();
    private final ScheduledFuture<?> ticks;
    private boolean shown;
    private boolean closed;

    ProgressLine(Supplier<Optional<Job.Progress>> progress, PrintStream out, ScheduledExecutorService executor) {
        this.progress = progress;
        this.out = out;
        this.ticks = executor.scheduleAtFixedRate(this::show, FIRST_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void show() {
        if (closed) {
            return;
        }
        var nanos = System.nanoTime() - begun;
        out.print(WIPE + text(progress.get(), nanos));
        out.flush();
        shown = true;
    }

    /** Percent, splits, rows a second, time, memory; what is unknown is left out. */
    static String text(Optional<Job.Progress> known, long nanos) {
        var seconds = nanos / 1e9;
        var elapsed = String.format(Locale.ROOT, "%.1f s", seconds);
        if (known.isEmpty()) {
            return "planning, " + elapsed;
        }
        var progress = known.get();
        var text = new StringBuilder();
        if (progress.bytesTotal() > 0) {
            var percent = Math.min(100, 100 * progress.bytesRead() / progress.bytesTotal());
            text.append(percent)
                    .append(" % of ")
                    .append(ByteSize.show(progress.bytesTotal()))
                    .append(", ");
        }
        if (progress.splitsTotal() > 0) {
            text.append(progress.splitsDone())
                    .append(" of ")
                    .append(progress.splitsTotal())
                    .append(" splits, ");
        }
        text.append(rate(progress.rowsRead() / seconds)).append(" rows/s, ").append(elapsed);
        return text.append(", ")
                .append(ByteSize.show(progress.memory()))
                .append(" memory")
                .toString();
    }

    private static String rate(double rows) {
        if (rows >= 1e6) {
            return String.format(Locale.ROOT, "%.1fM", rows / 1e6);
        }
        return rows >= 1e3 ? String.format(Locale.ROOT, "%.0fk", rows / 1e3) : String.valueOf((long) rows);
    }

    @Override
    public synchronized void close() {
        closed = true;
        ticks.cancel(false);
        if (shown) {
            out.print(WIPE);
            out.flush();
            shown = false;
        }
    }
}
