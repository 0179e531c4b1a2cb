package io.weir.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What this process writes to its standard output, if that is a file, for those elsewhere who follow it. Any thread. */
public final class FollowedOutput {
    /** Who follows asks more often. */
    private static final Duration BETWEEN_READS = Duration.ofSeconds(3);

    private static final int PIECE_BYTES = 1 << 16;

    private final Clock clock = Clock.systemUTC();

    /** By their names. Guarded by this. */
    private final Map<String, Reading> readers = new HashMap<>();

    /** Guarded by this. */
    private boolean hasBeenRead;

    /** When somebody read last, and how much he has. */
    private record Reading(Instant time, long to) {}

    /**
     * From there on, not all of it at once; nothing if there is no more yet.
     *
     * @param reader who asks, the same each time
     */
    public synchronized byte[] read(String reader, long from) {
        readers.values().removeIf(this::isOver);
        readers.put(reader, new Reading(clock.instant(), from));
        hasBeenRead = true;
        notifyAll();
        return ProcessLog.read(from, PIECE_BYTES);
    }

    /**
     * Waits until all who follow have all of it.
     *
     * @param first how long to wait for the first of them
     */
    public synchronized void awaitReaders(Duration first, Duration patience) {
        var start = clock.instant();
        var end = start.plus(patience);
        try {
            while (!hasBeenRead && clock.instant().isBefore(start.plus(first))) {
                wait(BETWEEN_READS.toMillis());
            }
            while (isFollowed() && clock.instant().isBefore(end)) {
                wait(BETWEEN_READS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isFollowed() {
        readers.values().removeIf(this::isOver);
        var length = ProcessLog.length();
        return readers.values().stream().anyMatch(reading -> reading.to() < length);
    }

    private boolean isOver(Reading reading) {
        return !reading.time().plus(BETWEEN_READS).isAfter(clock.instant());
    }
}
