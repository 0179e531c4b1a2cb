package io.weir.sql.shell;

import io.weir.EngineException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What went wrong, in one line for whoever typed it. */
public final class ErrorLine {
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
                + Arrays.stream(message.split("\\R")).map(String::strip).collect(Collectors.joining(" "));
    }
}
