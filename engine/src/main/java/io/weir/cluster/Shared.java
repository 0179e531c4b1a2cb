package io.weir.cluster;

import io.weir.Nullable;
import io.weir.operator.Helpers;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Something built once, by the first who asks. The others wait, and meanwhile do the parts of the work that it hands out. */
final class Shared<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Runnable> parts = new ArrayDeque<>();
    private int running;
    private @Nullable Throwable failure;
    private boolean building;
    private @Nullable T built;

    /** @param build is given those who wait for it; if it throws, the next who asks builds */
    T get(Function<Helpers, T> build) {
        lock.lock();
        try {
            while (building) {
                if (!ranPart()) {
                    changed.awaitUninterruptibly();
                }
            }
            if (built != null) {
                return built;
            }
            building = true;
        } finally {
            lock.unlock();
        }
        T made = null;
        try {
            made = build.apply(this::run);
            return made;
        } finally {
            ended(made);
        }
    }

    private void ended(@Nullable T made) {
        lock.lock();
        try {
            building = false;
            built = made;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run(List<? extends Runnable> work) {
        lock.lock();
        try {
            parts.addAll(work);
            changed.signalAll();
            while (!parts.isEmpty() || running > 0) {
                if (!ranPart()) {
                    changed.awaitUninterruptibly();
                }
            }
            rethrow();
        } finally {
            lock.unlock();
        }
    }

    /** With the lock, which is not held while the part runs. */
    private boolean ranPart() {
        var part = parts.poll();
        if (part == null) {
            return false;
        }
        running++;
        lock.unlock();
        Throwable failed = null;
        try {
            part.run();
        } catch (Throwable e) { // who handed the part out throws it
            failed = e;
        } finally {
            lock.lock();
            running--;
            failure = failed == null ? failure : failed;
            changed.signalAll();
        }
        return true;
    }

    private void rethrow() {
        var failed = failure;
        failure = null;
        if (failed instanceof Error error) {
            throw error;
        } else if (failed instanceof RuntimeException exception) {
            throw exception;
        } else if (failed != null) {
            throw new AssertionError(failed);
        }
    }
}
