package io.weir.exchange;

/**
 * One run of a task of a stage. A task that runs again is another attempt, and no two runs are ever equal.
 *
 * @param task which of its stage's tasks
 * @param epoch which of the JobManagers that followed each other began it
 * @param number which of the runs that this one began
 */
public record Attempt(int task, int epoch, int number) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Attempt attempt
                && task == attempt.task
                && epoch == attempt.epoch
                && number == attempt.number;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * task + epoch) + number;
    }
}
