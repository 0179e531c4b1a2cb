package io.weir.cluster;

import io.weir.graph.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a job is, or was when it ended.
 *
 * @param taskManagers that have run tasks of it
 */
public record JobRecord(
        String id,
        String name,
        Status status,
        Job.Progress progress,
        List<StageRows> stages,
        List<String> taskManagers) {
    /** Whether a job runs, or how it ended. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /** @param error one line */
    public record Status(State state, Instant began, Optional<Instant> ended, Optional<String> error) {}

    /** @param rows that its last operator gave out, or its sink took */
    public record StageRows(int stage, String operators, int tasks, long rows) {}
}
