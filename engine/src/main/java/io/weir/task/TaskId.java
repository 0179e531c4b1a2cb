package io.weir.task;

import java.io.Serializable;

/** One run of a task of a job: its stage, which of the stage's tasks, and which of the tries of the job it belongs to. */
public record TaskId(int stage, int index, int attempt) implements Serializable {
    @Override
    public boolean equals(Object other) {
        return other instanceof TaskId id && stage == id.stage && index == id.index && attempt == id.attempt;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * stage + index) + attempt;
    }
}
