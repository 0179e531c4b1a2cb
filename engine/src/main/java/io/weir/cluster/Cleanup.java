package io.weir.cluster;

import io.weir.EngineException;
import io.weir.Nullable;
import io.weir.task.Failures;
import java.util.Optional;

/** Steps that are all taken, whichever of them fail. */
final class Cleanup {
    private @Nullable EngineException first;

    interface Step {
        void run() throws Exception;
    }

    void attempt(String what, Step step) {
        try {
            step.run();
        } catch (Throwable e) {
            var failure = Failures.explain(e, what);
            if (first == null) {
                first = failure;
            } else {
                first.addSuppressed(failure);
            }
        }
    }

    Optional<EngineException> failure() {
        return Optional.ofNullable(first);
    }
}
