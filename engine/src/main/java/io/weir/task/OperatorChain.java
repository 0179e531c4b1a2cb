package io.weir.task;

import io.weir.flow.Batch;
import io.weir.operator.Operator.Pending;
import io.weir.operator.Output;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The operators of a task, each handing its rows to the next and the last to the task's output. The only place that knows when an
 * operator may be called: batches and ends wait at an operator until nothing is pending in it.
 */
final class OperatorChain implements AutoCloseable {
    private static final long LONGEST_NANOS = 10_000_000;

    private final List<Link> links;
    private final TaskOutput tail;
    private final ChainClock clock = new ChainClock();

    /** When the work began that goes on now; an operator with a huge answer is to stop after a while and be asked again. */
    private long begun;

    /** All operators before this one need no more input. */
    private int firstAlive;

    /** Each link is fed what comes from outside already; the chain adds what comes from the operator before. */
    OperatorChain(List<Link> links, TaskOutput tail) {
        this.links = List.copyOf(links);
        this.tail = tail;
        for (var link : links) {
            if (link.index > 0) {
                link.feed(0);
            }
            noticeDone(link);
        }
    }

    /** Whether a message for that place can be handed over now. */
    boolean takes(Place place) {
        var link = links.get(place.operator());
        if (link.pending != Pending.NONE || !link.operator.wants(place.input())) {
            return false;
        }
        if (place.input() == 0 && !link.inbox.isEmpty()) {
            return false;
        }
        for (var i = place.operator() + 1; i < links.size(); i++) {
            var after = links.get(i);
            if (after.blocked() || place.input() == 0 && !after.done && !after.operator.wants(0)) {
                return false;
            }
        }
        return true;
    }

    /** True if no more messages for that place matter. */
    boolean ignores(Place place) {
        return place.operator() < firstAlive;
    }

    void process(Place place, Batch batch) throws Exception {
        begun = System.nanoTime();
        process(links.get(place.operator()), place.input(), batch);
    }

    /** One way into that place has ended. */
    void end(Place place) {
        links.get(place.operator()).feedEnded(place.input());
    }

    /** A moment that the operator asked for has come. */
    void tick(int operator, long now) {
        links.get(operator).tick = OptionalLong.of(now);
    }

    /** Gives up a little of what is pending, the last operator first. False if nothing can be done now. */
    boolean work() throws Exception {
        begun = System.nanoTime();
        for (var i = links.size() - 1; i >= Math.max(firstAlive - 1, 0); i--) {
            if (!blockedAfter(i) && work(links.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** True once the last operator has given all it has. */
    boolean finished() {
        return links.get(links.size() - 1).complete;
    }

    private boolean work(Link link) throws Exception {
        if (link.complete) {
            return false;
        }
        if (link.pending != Pending.NONE) {
            var before = link.pending;
            resume(link);
            // an operator that goes on waiting is asked again after the next mail
            return before != Pending.WAITING || link.pending != Pending.WAITING;
        }
        if (link.tick.isPresent()) {
            var now = link.tick.getAsLong();
            link.tick = OptionalLong.empty();
            var output = enter(link);
            link.operator.tick(now, output);
            leave(link);
            return true;
        }
        if (!link.inbox.isEmpty() && link.operator.wants(0)) {
            process(link, 0, link.inbox.remove());
            return true;
        }
        var ended = link.nextEnded();
        if (ended >= 0) {
            link.told(ended);
            var output = enter(link);
            link.operator.finish(ended, output);
            leave(link);
            return true;
        }
        if (link.hasAllInput()) {
            link.complete = true;
            if (link.index + 1 < links.size()) {
                links.get(link.index + 1).feedEnded(0);
            }
            return true;
        }
        return false;
    }

    private boolean blockedAfter(int index) {
        for (var i = index + 1; i < links.size(); i++) {
            if (links.get(i).blocked()) {
                return true;
            }
        }
        return false;
    }

    private void process(Link link, int input, Batch batch) throws Exception {
        if (batch.rows() == 0 || link.done) {
            return;
        }
        link.metrics.addRowsIn(batch.rows());
        var output = enter(link);
        link.operator.process(input, batch, output);
        leave(link);
    }

    private void resume(Link link) throws Exception {
        var output = enter(link);
        link.pending = link.operator.resume(output);
        clock.leave();
        noticeDone(link);
    }

    private Output enter(Link link) {
        clock.enter(link);
        return new LinkOutput(link);
    }

    /** Whether anything is pending now only the operator knows. */
    private void leave(Link link) throws Exception {
        link.pending = link.operator.resume(new LinkOutput(link));
        clock.leave();
        noticeDone(link);
    }

    private void noticeDone(Link link) {
        if (!link.done && link.operator.done()) {
            link.markDone();
            firstAlive = Math.max(firstAlive, link.index + 1);
        }
    }

    /** The operator that was running when an exception came; empty if none was. */
    Optional<String> running() {
        return clock.running();
    }

    @Override
    public void close() {
        RuntimeException first = null;
        for (var link : links) {
            try {
                link.operator.close();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private final class LinkOutput implements Output {
        private final Link from;

        LinkOutput(Link from) {
            this.from = from;
        }

        @Override
        public void emit(Batch batch) throws Exception {
            emit(0, batch);
        }

        @Override
        public void emit(int output, Batch batch) throws Exception {
            var rows = batch.rows();
            if (rows == 0) {
                return;
            }
            from.metrics.addRowsOut(rows);
            if (output != 0 || from.index + 1 == links.size()) {
                tail.emit(output, batch);
                return;
            }
            var next = links.get(from.index + 1);
            if (next.done) {
                return;
            }
            if (next.blocked() || !next.operator.wants(0)) {
                next.inbox.add(batch);
            } else {
                process(next, 0, batch);
            }
        }

        @Override
        public boolean isFull() {
            return from.index < firstAlive - 1
                    || blockedAfter(from.index)
                    || tail.isFull()
                    || System.nanoTime() - begun > LONGEST_NANOS;
        }
    }
}
