package io.weir.cluster;

import io.weir.EngineException;
import io.weir.exchange.Channel;
import io.weir.exchange.Sender;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import io.weir.task.Failures;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Moves an answer on from a channel to a sender, as batches come and there is room, a few at a time. */
final class Pump implements Runnable {
    private static final int AT_ONCE = 8;

    private final Channel from;
    private final Sender to;
    private final Executor executor;
    private final Consumer<Optional<EngineException>> end;
    private final AtomicInteger wakes = new AtomicInteger();
    private boolean ended;

    /**
     * Begins at once.
     *
     * @param executor runs one thing after the other
     * @param end hears there that the end of input was moved, or what went wrong
     */
    static Pump start(Channel from, Sender to, Executor executor, Consumer<Optional<EngineException>> end) {
        var pump = new Pump(from, to, executor, end);
        from.onReadable(pump::wake);
        to.onWritable(pump::wake);
        pump.wake();
        return pump;
    }

    private Pump(Channel from, Sender to, Executor executor, Consumer<Optional<EngineException>> end) {
        this.from = from;
        this.to = to;
        this.executor = executor;
        this.end = end;
    }

    private void wake() {
        if (wakes.getAndIncrement() == 0) {
            executor.execute(this);
        }
    }

    @Override
    public void run() {
        var seen = wakes.get();
        var more = false;
        try {
            more = !ended && move();
        } catch (RuntimeException e) {
            stop();
            end.accept(Optional.of(Failures.explain(e, "the answer's way to the client")));
        }
        if (wakes.addAndGet(more ? 0 : -seen) != 0) {
            executor.execute(this);
        }
    }

    /** True if there may be more to move at once. */
    private boolean move() {
        for (var left = AT_ONCE; left > 0; left--) {
            if (to.isClosed()) {
                stop();
                return false;
            }
            if (to.isFull()) {
                return false;
            }
            var message = from.poll();
            if (message == null) {
                return false;
            }
            move(message);
            if (ended) {
                return false;
            }
        }
        return true;
    }

    private void move(Message message) {
        to.send(message);
        if (message instanceof Signal.EndOfInput) {
            ended = true;
            end.accept(Optional.empty());
        }
    }

    /** Moves nothing more. On the executor. */
    void stop() {
        ended = true;
        from.close();
    }
}
