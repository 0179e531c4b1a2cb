package io.weir.sql.shell;

import io.weir.EngineException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What went wrong, in one line for whoever typed it. */
public final class ErrorLine {
    /** Longer messages, which hold a long value of the user's, lose their middle. */
    private static final int LONGEST = 1000;

    private ErrorLine() {}

    public static String of(Throwable failed) {
        if (failed instanceof OutOfMemoryError) {
            return "error: out of memory: give it more with --memory, or set operator_memory lower";
        } else if (failed instanceof StackOverflowError) {
            return "error: the statement is nested too deeply";
        }
        var message = failed.getMessage() == null ? "no message" : failed.getMessage();
        var expected = failed instanceof EngineException;
        return "error: "
                + (expected ? "" : "unexpected failure: " + failed.getClass().getSimpleName() + ": ")
                + shortened(
                        Arrays.stream(message.split("\\R")).map(String::strip).collect(Collectors.joining(" ")));
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST
                ? line
                : line.substring(0, LONGEST / 2) + " ... " + line.substring(line.length() - LONGEST / 2);
    }
}
