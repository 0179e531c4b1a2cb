package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.PrintWriter;
import java.io.StringWriter;

/** An error as a message has it. */
record Failure(String code, String message, String trace) {
    static Failure of(EngineException failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return new Failure(failure.code().name(), String.valueOf(failure.getMessage()), trace.toString());
    }

    EngineException exception() {
        return new EngineException(ErrorCode.valueOf(code), message, new Elsewhere(trace));
    }

    /** Shows the stack trace of another process. */
    private static final class Elsewhere extends Exception {
        Elsewhere(String trace) {
            super("in another process:\n" + trace, null, false, false);
        }
    }
}
