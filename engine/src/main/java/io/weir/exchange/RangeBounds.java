package io.weir.exchange;

import io.weir.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the ranges of an edge begin, found once for all its writers from a sample of the first rows of any of them. Used by the
 * threads of all tasks that write to the edge.
 */
public final class RangeBounds {
    private static final int SAMPLE = 4096;

    private final int targets;
    private final List<byte[]> sample = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private int writers;
    private byte @Nullable [][] bounds;

    public RangeBounds(int writers, int targets) {
        this.writers = writers;
        this.targets = targets;
    }

    synchronized void onKnown(Runnable wake) {
        listeners.add(wake);
    }

    /** The first key of each range but the first, ascending; null as long as the sample is too small. */
    synchronized byte @Nullable [][] known() {
        return bounds;
    }

    void add(List<byte[]> keys) {
        synchronized (this) {
            if (bounds != null) {
                return;
            }
            sample.addAll(keys);
            if (sample.size() < SAMPLE) {
                return;
            }
            decide();
        }
        listeners.forEach(Runnable::run);
    }

    /** A writer has no more rows; the last of them decides with what there is. */
    void writerEnded() {
        synchronized (this) {
            writers--;
            if (writers > 0 || bounds != null) {
                return;
            }
            decide();
        }
        listeners.forEach(Runnable::run);
    }

    private void decide() {
        sample.sort(Arrays::compareUnsigned);
        var decided = new byte[sample.isEmpty() ? 0 : targets - 1][];
        for (var i = 0; i < decided.length; i++) {
            decided[i] = sample.get((int) ((i + 1L) * sample.size() / targets));
        }
        bounds = decided;
        sample.clear();
    }
}
