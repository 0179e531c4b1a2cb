package io.weir.memory;

/** One operator's account with the pool. Used by the operator's own thread. */
public final class Reservation implements AutoCloseable {
    private final MemoryPool pool;
    private final String owner;

    /** Guarded by the pool. */
    long bytes;

    private long peak;

    Reservation(MemoryPool pool, String owner) {
        this.pool = pool;
        this.owner = owner;
    }

    public String owner() {
        return owner;
    }

    /** Sets what is held to {@code wanted} bytes. Less is always granted; more may be refused, and then nothing changes: spill, then ask again. */
    public boolean tryResize(long wanted) {
        var granted = pool.resize(this, wanted, false);
        if (granted) {
            peak = Math.max(peak, wanted);
        }
        return granted;
    }

    /** Sets what is held even beyond the pool: for the little that an operator cannot work without. */
    public void resize(long wanted) {
        pool.resize(this, wanted, true);
        peak = Math.max(peak, wanted);
    }

    public long bytes() {
        return bytes;
    }

    /** The most that was held at once. */
    public long peak() {
        return peak;
    }

    @Override
    public void close() {
        pool.close(this);
    }
}
