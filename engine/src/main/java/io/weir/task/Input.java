package io.weir.task;

import io.weir.Nullable;
import io.weir.flow.Message;

/** Where a task gets its messages for one place. Owned by the task's thread. */
interface Input extends AutoCloseable {
    Place place();

    /** The next message, or null if none is there now; then the task is woken when there may be one. The last is the end of input. */
    @Nullable
    Message poll() throws Exception;

    /** Nothing is taken from here yet, but will be: what takes a while without the task may begin. */
    default void prepare() throws Exception {}

    /** Nothing more is wanted. May be called more than once. */
    @Override
    void close();
}
