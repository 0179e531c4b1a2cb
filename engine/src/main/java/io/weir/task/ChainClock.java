package io.weir.task;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Charges time to the one operator that is running: an operator that emits pauses while the next one works. */
final class ChainClock {
    private final Deque<Link> running = new ArrayDeque<>();
    private long since;

    void enter(Link link) {
        charge();
        running.push(link);
    }

    void leave() {
        charge();
        running.pop();
    }

    Optional<String> running() {
        return Optional.ofNullable(running.peek()).map(link -> link.name);
    }

    private void charge() {
        var now = System.nanoTime();
        var current = running.peek();
        if (current != null) {
            current.metrics.addNanos(now - since);
        }
        since = now;
    }
}
