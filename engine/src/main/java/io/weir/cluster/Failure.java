package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * An error as a message has it.
 *
 * @param log the end of the log of the process where it was; empty if that is not known
 */
record Failure(String code, String message, String trace, String log) {
    static Failure of(EngineException failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return new Failure(
                failure.code().name(), String.valueOf(failure.getMessage()), trace.toString(), LogTail.of(failure));
    }

    EngineException exception() {
        return LogTail.with(new EngineException(ErrorCode.valueOf(code), message, new Elsewhere(trace)), log);
    }

    /** Shows the stack trace of another process. */
    private static final class Elsewhere extends Exception {
        Elsewhere(String trace) {
            super("in another process:\n" + trace, null, false, false);
        }
    }
}
