package io.weir.exchange;

import io.weir.flow.Batch;
import io.weir.memory.MemoryPool;
import io.weir.memory.Reservation;

/** What the channels of one blocking edge keep in memory together: one account, used by the threads of all its tasks. */
public final class SpoolMemory implements AutoCloseable {
    private final Reservation reservation;
    private final HeldBytes held = new HeldBytes();

    public SpoolMemory(MemoryPool pool, String edge) {
        this.reservation = pool.open(edge);
    }

    /** What a batch holds beside those that other channels have been given. */
    synchronized long held(Batch batch) {
        return held.add(batch);
    }

    synchronized boolean tryTake(long bytes) {
        return reservation.tryResize(reservation.bytes() + bytes);
    }

    synchronized void giveBack(long bytes) {
        reservation.tryResize(reservation.bytes() - bytes);
    }

    @Override
    public synchronized void close() {
        reservation.close();
    }
}
