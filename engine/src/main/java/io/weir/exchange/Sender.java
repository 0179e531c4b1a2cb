package io.weir.exchange;

import io.weir.flow.Message;

/** The writing end of the way from one upstream task to one downstream task, or to the client. Owned by the writing task. */
public interface Sender {
    /** Always succeeds; whoever sees a full sender takes no new work. */
    void send(Message message);

    boolean isFull();

    /** True if the other end wants nothing more. */
    boolean isClosed();

    /** Names what to call, from any thread, when a sender that was full is so no longer, and when it was closed. */
    void onWritable(Runnable wake);
}
