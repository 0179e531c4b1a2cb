package io.weir.task;

/** Threads that run slices of tasks, in the order in which they come. */
public interface Carriers {
    void execute(Runnable slice);

    /** Lets some of those that come later go first. */
    void executePatiently(Runnable slice);
}
