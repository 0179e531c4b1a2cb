package io.weir.exchange.socket;

/**
 * Divides the memory for what was sent and not yet read evenly among the channels of a process, however many there are. Credit is
 * a number of bytes that the other end may send. Used by the threads of all tasks and connections.
 *
 * <p>All credit together stays within the total, but for a little a channel without which it would not move at all, and for the rest of
 * a message that has begun.
 */
final class CreditPool {
    /** What every channel is sure of. */
    static final int FLOOR = 16 << 10;

    private final long total;
    private final long most;
    private int accounts;
    private long granted;

    /** No channel gets more than {@code most}, be there ever so much. */
    CreditPool(long total, long most) {
        this.total = total;
        this.most = Math.min(most, Integer.MAX_VALUE);
    }

    synchronized Account open() {
        accounts++;
        return new Account();
    }

    synchronized long granted() {
        return granted;
    }

    /** One channel's part. */
    final class Account implements AutoCloseable {
        private long held;
        private boolean closed;

        /** What the channel may have, as things stand. */
        int share() {
            synchronized (CreditPool.this) {
                return (int) Math.max(FLOOR, Math.min(most, total / Math.max(1, accounts)));
            }
        }

        /** Takes more credit up to the share; 0 if that is too little to be worth a message. */
        int topUp() {
            synchronized (CreditPool.this) {
                var share = share();
                var wanted = share - held;
                var more = Math.min(wanted, Math.max(total - granted, FLOOR - held));
                // half the share, so that credit does not travel in crumbs
                if (closed || wanted * 2 < share || more * 2 < FLOOR) {
                    return 0;
                }
                take(more);
                return (int) more;
            }
        }

        /** Takes credit that must be there. */
        void force(int bytes) {
            synchronized (CreditPool.this) {
                if (!closed) {
                    take(bytes);
                }
            }
        }

        private void take(long bytes) {
            held += bytes;
            granted += bytes;
        }

        /** What was sent for that much credit was read. */
        void giveBack(int bytes) {
            synchronized (CreditPool.this) {
                if (!closed) {
                    take(-bytes);
                }
            }
        }

        @Override
        public void close() {
            synchronized (CreditPool.this) {
                if (!closed) {
                    take(-held);
                    closed = true;
                    accounts--;
                }
            }
        }
    }
}
