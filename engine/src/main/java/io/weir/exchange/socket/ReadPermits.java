package io.weir.exchange.socket;

import java.util.ArrayDeque;
import java.util.Queue;

/** Bounds the buffers that are filled from files at once, in the whole process. Used by the threads of all connections. */
final class ReadPermits {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;

    ReadPermits(int count) {
        this.free = count;
    }

    /** Runs the action once there is a permit for it: now, or on the thread that gives one back. */
    void acquire(Runnable action) {
        synchronized (this) {
            if (free == 0) {
                waiting.add(action);
                return;
            }
            free--;
        }
        action.run();
    }

    void release() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        next.run();
    }

    synchronized int free() {
        return free;
    }
}
