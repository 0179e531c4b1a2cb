package io.weir.task;

/** Threads that run slices of tasks, in the order in which they come, but for patient ones. */
public interface Carriers {
    /** @param patient whether others that are due should run before it */
    void execute(Runnable slice, boolean patient);
}
