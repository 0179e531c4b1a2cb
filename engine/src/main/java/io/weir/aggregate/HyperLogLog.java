package io.weir.aggregate;

import io.weir.Nullable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * About how many different hashes were added. Exact up to 128; beyond that 2048 registers, a standard error of 2.3 %, read with the
 * estimator of Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017).
 */
final class HyperLogLog {
    private static final int INDEX_BITS = 11;
    private static final int REGISTERS = 1 << INDEX_BITS;
    private static final int RANKS = Long.SIZE - INDEX_BITS + 1;
    private static final int FIRST_SLOTS = 16;
    private static final int MAX_SLOTS = 256;

    /** The hashes themselves, 0 for a free slot, as long as they are few. */
    private long @Nullable [] hashes = new long[FIRST_SLOTS];

    private int hashCount;

    /** The greatest rank of a hash with that index, 0 for none. */
    private byte @Nullable [] registers;

    void add(long hash) {
        if (registers != null) {
            count(registers, hash);
        } else if (hashes != null) {
            addExact(hashes, hash == 0 ? 1 : hash);
        }
    }

    private void addExact(long[] slots, long hash) {
        var slot = slot(slots, hash);
        if (slots[slot] == hash) {
            return;
        }
        slots[slot] = hash;
        hashCount++;
        if (hashCount * 2 <= slots.length) {
            return;
        }
        if (slots.length == MAX_SLOTS) {
            var counted = new byte[REGISTERS];
            for (var known : slots) {
                if (known != 0) {
                    count(counted, known);
                }
            }
            registers = counted;
            hashes = null;
        } else {
            var wider = new long[slots.length * 2];
            for (var known : slots) {
                if (known != 0) {
                    wider[slot(wider, known)] = known;
                }
            }
            hashes = wider;
        }
    }

    private static int slot(long[] slots, long hash) {
        var slot = (int) hash & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private static void count(byte[] counted, long hash) {
        var index = (int) (hash >>> Long.SIZE - INDEX_BITS);
        var rank = Math.min(Long.numberOfLeadingZeros(hash << INDEX_BITS) + 1, RANKS);
        counted[index] = (byte) Math.max(counted[index], rank);
    }

    void merge(HyperLogLog other) {
        if (other.hashes != null) {
            for (var hash : other.hashes) {
                if (hash != 0) {
                    add(hash);
                }
            }
        } else if (other.registers != null) {
            var merged = other.registers.clone();
            if (registers != null) {
                for (var i = 0; i < merged.length; i++) {
                    merged[i] = (byte) Math.max(merged[i], registers[i]);
                }
            } else if (hashes != null) {
                for (var hash : hashes) {
                    if (hash != 0) {
                        count(merged, hash);
                    }
                }
            }
            registers = merged;
            hashes = null;
        }
    }

    long estimate() {
        if (registers == null) {
            return hashCount;
        }
        var counts = new int[RANKS + 1];
        for (var rank : registers) {
            counts[rank]++;
        }
        var z = REGISTERS * tau(1 - (double) counts[RANKS] / REGISTERS);
        for (var rank = RANKS - 1; rank >= 1; rank--) {
            z = 0.5 * (z + counts[rank]);
        }
        z += REGISTERS * sigma((double) counts[0] / REGISTERS);
        return Math.round((double) REGISTERS * REGISTERS / (2 * Math.log(2) * z));
    }

    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        var x = share;
        var y = 1.0;
        var z = x;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (z != before);
        return z;
    }

    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        var x = share;
        var y = 1.0;
        var z = 1 - x;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        } while (z != before);
        return z / 3;
    }

    byte[] toBytes() {
        if (registers != null) {
            return registers.clone();
        }
        var buffer = ByteBuffer.allocate(hashCount * Long.BYTES);
        if (hashes != null) {
            Arrays.stream(hashes).filter(hash -> hash != 0).forEach(buffer::putLong);
        }
        return buffer.array();
    }

    /** What {@link #toBytes} made: as long as the registers, or a list of hashes, which is shorter. */
    static HyperLogLog of(byte[] data, int start, int length) {
        var sketch = new HyperLogLog();
        if (length == REGISTERS) {
            sketch.registers = Arrays.copyOfRange(data, start, start + length);
            sketch.hashes = null;
        } else {
            var buffer = ByteBuffer.wrap(data, start, length);
            while (buffer.hasRemaining()) {
                sketch.add(buffer.getLong());
            }
        }
        return sketch;
    }

    int bytes() {
        return 48 + (registers != null ? REGISTERS : 0) + (hashes != null ? 8 * hashes.length : 0);
    }
}
