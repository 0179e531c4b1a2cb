package io.weir.formats.text;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.formats.file.FileFailure;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FormatOptions;
import io.weir.operator.OperatorMetrics;
import java.io.IOException;

/** What becomes of rows that cannot be read: an error that says where, or a count. */
public final class BadRows {
    public static final String OPTION = "bad_rows";
    /** The counter of a scan's metrics. */
    public static final String COUNTER = "bad rows";

    private static final int SHOWN = 100;

    private final FileInput file;
    private final boolean skip;
    private final OperatorMetrics metrics;

    public BadRows(FileInput file, FormatOptions options, OperatorMetrics metrics) {
        this.file = file;
        this.skip = skips(options);
        this.metrics = metrics;
    }

    private static boolean skips(FormatOptions options) {
        var choice = options.get(OPTION, "fail");
        if (!choice.equals("fail") && !choice.equals("skip")) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION, "the option " + OPTION + " is fail or skip, not " + choice);
        }
        return choice.equals("skip");
    }

    /** Whether such rows are left out, so that a row must be known to be whole before any of it is kept. */
    public boolean areSkipped() {
        return skip;
    }

    /** Counts the row, or fails where rows must not be skipped. {@code offset} counts decompressed bytes. */
    public void found(long offset, String problem) {
        if (!skip) {
            throw new EngineException(
                    ErrorCode.BAD_DATA,
                    "bad row in line " + line(offset) + " of " + file.file().path() + ": " + problem + "; " + OPTION
                            + " = 'skip' leaves such rows out");
        }
        metrics.add(COUNTER, 1);
    }

    /** A value as messages show it. */
    public static String shown(String value) {
        return "'" + (value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value) + "'";
    }

    private long line(long offset) {
        var line = 1L;
        try (var in = TextInput.open(file, 0)) {
            var buffer = new byte[1 << 16];
            for (var left = offset; left > 0; ) {
                var count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    break;
                }
                for (var i = 0; i < count; i++) {
                    line += buffer[i] == '\n' ? 1 : 0;
                }
                left -= count;
            }
        } catch (IOException e) {
            throw FileFailure.of("read", file.file().path(), e);
        }
        return line;
    }
}
