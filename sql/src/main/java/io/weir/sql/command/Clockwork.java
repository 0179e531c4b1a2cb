package io.weir.sql.command;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The thread of a command that does things by the clock: shows progress, cancels. */
final class Clockwork implements AutoCloseable {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(runnable -> {
        var thread = new Thread(runnable, "weir-clockwork");
        thread.setDaemon(true);
        return thread;
    });

    ScheduledExecutorService executor() {
        return executor;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
