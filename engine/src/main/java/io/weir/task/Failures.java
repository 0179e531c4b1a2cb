package io.weir.task;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;

/** Turns whatever was thrown into the one exception of the engine. */
public final class Failures {
    private Failures() {}

    /** The engine's own passes unchanged; {@code where} names what was running, for the others. */
    public static EngineException explain(Throwable failure, String where) {
        if (failure instanceof EngineException known) {
            return known;
        }
        if (failure instanceof OutOfMemoryError) {
            return new EngineException(
                    ErrorCode.OUT_OF_MEMORY,
                    "the process ran out of heap; give it more (-Xmx), or less memory to operators, fewer tasks or"
                            + " smaller batches: in " + where,
                    failure);
        }
        if (failure instanceof StackOverflowError) {
            return new EngineException(
                    ErrorCode.INVALID_STATEMENT, "an expression is nested too deeply: in " + where, failure);
        }
        if (failure instanceof IOException) {
            return new EngineException(
                    ErrorCode.FILE_ACCESS, "cannot read or write in " + where + ": " + failure, failure);
        }
        return new EngineException(ErrorCode.INTERNAL, "unexpected failure in " + where + ": " + failure, failure);
    }
}
