package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.task.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A client's connection to whoever is the JobManager, made anew when it is lost. Any thread. */
final class Reconnection implements AutoCloseable {
    private static final long BETWEEN_TRIES_MILLIS = 250;

    private final ControlTransport transport;
    private final JobManagerLocator locator;
    private final Duration patience;
    private final Listener listener;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ScheduledExecutorService tries = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "weir-client");
        thread.setDaemon(true);
        return thread;
    });

    /** Guarded by this, as the next four are. */
    private final List<ControlMessage> repeated = new ArrayList<>();

    private Optional<ControlConnection> connection = Optional.empty();
    private CompletableFuture<Present> present = new CompletableFuture<>();
    private Optional<EngineException> failure = Optional.empty();
    private boolean leaving;

    /** Hears of it on the connection's thread, of the end on any. */
    interface Listener {
        void connected(ControlConnection connection, ControlMessage.Resources known);

        void receive(ControlMessage message);

        /** There will be no other connection. */
        void gone(EngineException failure);
    }

    /** A connection over which the JobManager has said what it has. */
    record Present(ControlConnection connection, ControlMessage.Resources resources) {}

    Reconnection(ControlTransport transport, JobManagerLocator locator, Duration patience, Listener listener) {
        this.transport = transport;
        this.locator = locator;
        this.patience = patience;
        this.listener = listener;
    }

    /** Connects for the first time; answers this end's address. Fails with CONNECTION if nobody is there. */
    String begin() {
        return connect().localHost();
    }

    /**
     * Connects for the first time to one that may not be there yet, or stands still: tries as after a loss. Waits; answers this end's
     * address.
     */
    String await() {
        attempt(
                System.nanoTime() + patience.toNanos(),
                new EngineException(ErrorCode.CONNECTION, "there was no connection to the JobManager"));
        return awaitPresent().connection().localHost();
    }

    private ControlConnection connect() {
        var connected = transport.connect(locator.find(), Receiver::new);
        synchronized (this) {
            connection = Optional.of(connected);
        }
        connected.send(new ControlMessage.Connect());
        return connected;
    }

    private final class Receiver implements ControlConnection.Receiver {
        private final ControlConnection own;

        Receiver(ControlConnection own) {
            this.own = own;
        }

        @Override
        public void receive(ControlMessage message) {
            if (message instanceof ControlMessage.Resources known) {
                connected(new Present(own, known));
            } else {
                listener.receive(message);
            }
        }

        @Override
        public void lost(String reason) {
            Reconnection.this.lost(reason);
        }
    }

    private void connected(Present now) {
        List<ControlMessage> said;
        synchronized (this) {
            said = List.copyOf(repeated);
            present.complete(now);
        }
        listener.connected(now.connection(), now.resources());
        said.forEach(now.connection()::send);
    }

    private void lost(String reason) {
        synchronized (this) {
            connection = Optional.empty();
            if (present.isDone()) {
                present = new CompletableFuture<>();
            }
        }
        var lost = new EngineException(ErrorCode.CONNECTION, "lost the connection to the JobManager: " + reason);
        if (isLeaving()) {
            end(lost);
        } else {
            again(System.nanoTime() + patience.toNanos(), lost);
        }
    }

    private synchronized boolean isLeaving() {
        return leaving;
    }

    private void again(long until, EngineException lost) {
        try {
            var unused = tries.schedule(() -> attempt(until, lost), BETWEEN_TRIES_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            end(lost);
        }
    }

    private void attempt(long until, EngineException lost) {
        try {
            var unused = connect();
        } catch (RuntimeException e) {
            var why = Failures.explain(e, "the connection to the JobManager");
            if (why.code() != ErrorCode.CONNECTION || System.nanoTime() > until) {
                lost.addSuppressed(why);
                end(why.code() == ErrorCode.CONNECTION ? lost : why);
            } else {
                again(until, lost);
            }
        }
    }

    private void end(EngineException why) {
        synchronized (this) {
            failure = Optional.of(why);
            present.completeExceptionally(why);
        }
        ended.complete(null);
        listener.gone(why);
    }

    /** Waits until there is a connection, or it is clear that there will be none. */
    ControlMessage.Resources resources() {
        return awaitPresent().resources();
    }

    private Present awaitPresent() {
        CompletableFuture<Present> awaited;
        synchronized (this) {
            awaited = present;
        }
        try {
            return awaited.join();
        } catch (CompletionException failed) {
            throw Failures.explain(failed.getCause(), "the connection to the JobManager");
        }
    }

    synchronized Optional<Present> present() {
        return present.isDone() && failure.isEmpty() ? Optional.of(present.join()) : Optional.empty();
    }

    synchronized Optional<EngineException> failure() {
        return failure;
    }

    /** Says it now, and over each later connection. */
    void say(ControlMessage message) {
        Optional<Present> now;
        synchronized (this) {
            repeated.add(message);
            now = present();
        }
        now.ifPresent(there -> there.connection().send(message));
    }

    /** The next loss is the end. */
    synchronized void leave() {
        leaving = true;
    }

    /** Done when there will be no other connection. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        leave();
        tries.shutdownNow();
        Optional<ControlConnection> open;
        synchronized (this) {
            open = connection;
        }
        open.ifPresent(ControlConnection::close);
    }
}
