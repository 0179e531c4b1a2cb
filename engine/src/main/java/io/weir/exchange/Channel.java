package io.weir.exchange;

import io.weir.Nullable;
import io.weir.flow.Message;

/** The reading end of the way from one upstream task to one downstream task. Messages come in the order in which they were sent. */
public interface Channel extends AutoCloseable {
    /** The next message, or null if none is there now. Nothing follows the end of input. Only the reading task calls it. */
    @Nullable
    Message poll();

    /** Names what to call, from any thread, whenever {@link #poll} may have a message after it had none. */
    void onReadable(Runnable wake);

    /** Nothing more is wanted: what is there and what still comes is dropped, and the sender learns of it. */
    @Override
    void close();
}
