package io.weir.operator;

import java.util.List;

/** Threads that have nothing else to do and may take parts of a piece of work. */
public interface Helpers {
    Helpers NONE = parts -> parts.forEach(Runnable::run);

    /**
     * Runs all parts, on this thread and on those that help, in any order and at the same time. What a part wrote is seen after this
     * returns. Throws what one of them threw, once none runs any more. A part must not ask for help itself.
     */
    void run(List<? extends Runnable> parts);
}
