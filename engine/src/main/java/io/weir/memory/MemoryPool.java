package io.weir.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * The memory for kept rows of one process, shared by all its operators. Several threads use it.
 *
 * <p>Each open reservation is sure of a fair share, {@code total / (2 * reservations)}; beyond that, first come, first served, as
 * long as what the others are still sure of stays free. So an operator that spills when refused always gets on, and nobody waits.
 */
public final class MemoryPool {
    private final long total;
    private final List<Reservation> open = new ArrayList<>();
    private long used;
    private long peak;

    public MemoryPool(long totalBytes) {
        this.total = totalBytes;
    }

    public long total() {
        return total;
    }

    public synchronized long used() {
        return used;
    }

    /** The most that was ever used at once. */
    public synchronized long peak() {
        return peak;
    }

    /** Opens an operator's account; close it when the operator closes. */
    public synchronized Reservation open(String owner) {
        var reservation = new Reservation(this, owner);
        open.add(reservation);
        return reservation;
    }

    synchronized boolean resize(Reservation reservation, long bytes, boolean must) {
        var more = bytes - reservation.bytes;
        if (more > 0 && !must && !fits(reservation, bytes)) {
            return false;
        }
        reservation.bytes = bytes;
        used += more;
        peak = Math.max(peak, used);
        return true;
    }

    private boolean fits(Reservation reservation, long bytes) {
        var share = total / (2L * open.size());
        var promised = 0L;
        for (var other : open) {
            if (other != reservation) {
                promised += Math.max(share, other.bytes);
            }
        }
        return promised + bytes <= total || bytes <= share && used - reservation.bytes + bytes <= total;
    }

    synchronized void close(Reservation reservation) {
        used -= reservation.bytes;
        reservation.bytes = 0;
        open.remove(reservation);
    }
}
