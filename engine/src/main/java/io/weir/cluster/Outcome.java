package io.weir.cluster;

import io.weir.EngineException;
import java.util.Optional;

/**
 * How a job ended.
 *
 * @param rows what its sinks wrote, -1 if one of them does not know
 */
record Outcome(Optional<EngineException> failure, long rows) {
    static Outcome failed(EngineException failure) {
        return new Outcome(Optional.of(failure), 0);
    }
}
