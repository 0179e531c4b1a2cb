package io.weir.cluster;

import io.weir.task.Carriers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A thread a slot for the tasks of all jobs. */
final class CarrierThreads implements Carriers {
    /** So many slices may come later than a patient one and run before it. */
    static final int PATIENCE = 64;

    private final AtomicLong turns = new AtomicLong();
    private final ExecutorService threads;

    CarrierThreads(int slots, ThreadFactory factory) {
        threads = new ThreadPoolExecutor(slots, slots, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), factory);
    }

    private record Turn(long number, Runnable slice) implements Runnable, Comparable<Turn> {
        @Override
        public void run() {
            slice.run();
        }

        @Override
        public int compareTo(Turn other) {
            return Long.compare(number, other.number);
        }
    }

    @Override
    public void execute(Runnable slice) {
        threads.execute(new Turn(turns.incrementAndGet(), slice));
    }

    @Override
    public void executePatiently(Runnable slice) {
        threads.execute(new Turn(turns.incrementAndGet() + PATIENCE, slice));
    }

    ExecutorService threads() {
        return threads;
    }
}
