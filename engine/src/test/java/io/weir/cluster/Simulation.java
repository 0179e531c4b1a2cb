package io.weir.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Time and chance of one schedule: all that happens is an event, and the seed decides when each of them comes. */
final class Simulation {
    /** More than any sound schedule has. */
    private static final int MOST_EVENTS = 200_000;

    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<String> trace = new ArrayList<>();
    private final boolean traced;
    private final int pace;
    private final double slowness;
    private long now;
    private long number;

    private record Event(long time, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            var first = Long.compare(time, other.time);
            return first != 0 ? first : Long.compare(number, other.number);
        }
    }

    Simulation(long seed, boolean traced) {
        random = new Random(seed);
        this.traced = traced;
        pace = 1 + random.nextInt(20);
        slowness = chance(0.3) ? 0.3 : 0.02;
    }

    Random random() {
        return random;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** How likely it is that a task takes long. */
    double slowness() {
        return slowness;
    }

    long now() {
        return now;
    }

    /** Milliseconds until something is done: mostly few, sometimes many. */
    long delay() {
        var most = chance(0.02) ? 100 * pace : chance(0.1) ? 10 * pace : pace;
        return random.nextInt(most + 1);
    }

    void at(long time, Runnable action) {
        events.add(new Event(Math.max(now, time), number++, action));
    }

    void after(long millis, Runnable action) {
        at(now + millis, action);
    }

    /** Soon. */
    void soon(Runnable action) {
        after(delay(), action);
    }

    /** Of a process. */
    interface Life {
        boolean lives();

        /** Until then it does nothing. */
        long awake();
    }

    /** Runs one thing after the other, as long as its process lives. */
    Executor inOrder(Life life) {
        var last = new long[1];
        return action -> {
            last[0] = Math.max(last[0], now + random.nextInt(3));
            at(last[0], whileAlive(life, action));
        };
    }

    /** Runs what it is given in any order, as long as its process lives. */
    Executor inAnyOrder(Life life) {
        return action -> soon(whileAlive(life, action));
    }

    /** A timer that is never early. */
    JobManagerParts.Timer timer(Life life) {
        return new JobManagerParts.Timer() {
            @Override
            public void after(Duration delay, Runnable action) {
                Simulation.this.after(delay.toMillis() + delay(), whileAlive(life, action));
            }

            @Override
            public long nanos() {
                return now * 1_000_000;
            }
        };
    }

    private Runnable whileAlive(Life life, Runnable action) {
        return () -> {
            if (life.lives() && life.awake() > now) {
                at(life.awake(), whileAlive(life, action));
            } else if (life.lives()) {
                action.run();
            }
        };
    }

    /** Lets everything happen that will. */
    void run() {
        while (!events.isEmpty()) {
            var next = events.remove();
            now = next.time();
            next.action().run();
            if (number > MOST_EVENTS) {
                throw new AssertionError("it goes on without end");
            }
        }
    }

    void trace(Supplier<String> what) {
        if (traced) {
            trace.add(now + " " + what.get());
        }
    }

    String traced() {
        return String.join("\n", trace);
    }
}
