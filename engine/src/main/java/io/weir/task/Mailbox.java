package io.weir.task;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** Actions for a task's own thread. Any thread may add one; the task runs them between two messages. */
public final class Mailbox implements Executor {
    private final Queue<Runnable> mails = new ConcurrentLinkedQueue<>();
    private final Runnable wake;

    public Mailbox(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public void execute(Runnable mail) {
        mails.add(mail);
        wake.run();
    }

    /** Runs what is there. True if there was anything. */
    boolean runPending() {
        var any = false;
        for (var mail = mails.poll(); mail != null; mail = mails.poll()) {
            mail.run();
            any = true;
        }
        return any;
    }
}
