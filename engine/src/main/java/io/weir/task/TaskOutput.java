package io.weir.task;

import io.weir.flow.Batch;
import java.util.List;

/** Where a task's rows leave it: the edges of its stage, the way to the client included. */
final class TaskOutput {
    private final List<TaskPlan.Departure> departures;

    TaskOutput(List<TaskPlan.Departure> departures) {
        this.departures = List.copyOf(departures);
    }

    void emit(int output, Batch batch) {
        for (var departure : departures) {
            if (departure.output() == output) {
                departure.writer().write(batch);
            }
        }
    }

    boolean isFull() {
        for (var departure : departures) {
            if (departure.writer().isFull()) {
                return true;
            }
        }
        return false;
    }

    /** True if there are edges and nobody behind them wants rows. */
    boolean isClosed() {
        for (var departure : departures) {
            if (!departure.writer().isClosed()) {
                return false;
            }
        }
        return !departures.isEmpty();
    }

    /** Nothing follows. False if it must be called again, once the task was woken. */
    boolean end() {
        var ended = true;
        for (var departure : departures) {
            ended &= departure.writer().end();
        }
        return ended;
    }
}
