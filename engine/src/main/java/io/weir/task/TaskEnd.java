package io.weir.task;

import io.weir.EngineException;
import java.util.List;
import java.util.Optional;

/**
 * How a task ended; all it held is closed by then.
 *
 * @param failure empty if it ended well
 * @param tokens what its sink's writer prepared
 */
public record TaskEnd(TaskId id, Optional<EngineException> failure, List<byte[]> tokens) {
    public TaskEnd {
        tokens = List.copyOf(tokens);
    }
}
