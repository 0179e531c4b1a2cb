package io.weir.exchange;

import io.weir.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the ranges of an edge begin, found once for all its writers from a sample of the first rows of any of them. Used by the
 * threads of all tasks that write to the edge. A writer that runs again changes nothing that is decided.
 */
public final class SampledBounds {
    private static final int SAMPLE = 4096;

    private final int writers;
    private final int targets;
    private final List<byte[]> sample = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private final Set<Integer> ended = new HashSet<>();
    private byte @Nullable [][] bounds;

    public SampledBounds(int writers, int targets) {
        this.writers = writers;
        this.targets = targets;
    }

    /** They are known from before. */
    public static SampledBounds decided(List<byte[]> bounds) {
        var known = new SampledBounds(0, bounds.size() + 1);
        known.bounds = bounds.toArray(byte[][]::new);
        return known;
    }

    /** As the writer of that number sees them. */
    public RangeBounds of(int writer) {
        return new RangeBounds() {
            @Override
            public void onKnown(Runnable wake) {
                listen(wake);
            }

            @Override
            public byte @Nullable [][] known() {
                return SampledBounds.this.known();
            }

            @Override
            public void add(List<byte[]> keys) {
                SampledBounds.this.add(keys);
            }

            @Override
            public void writerEnded() {
                end(writer);
            }
        };
    }

    private synchronized void listen(Runnable wake) {
        listeners.add(wake);
    }

    private synchronized byte @Nullable [][] known() {
        return bounds;
    }

    private void add(List<byte[]> keys) {
        List<Runnable> woken;
        synchronized (this) {
            if (bounds != null) {
                return;
            }
            sample.addAll(keys);
            if (sample.size() < SAMPLE) {
                return;
            }
            woken = decide();
        }
        woken.forEach(Runnable::run);
    }

    /** The last of the writers to end decides with what there is. */
    private void end(int writer) {
        List<Runnable> woken;
        synchronized (this) {
            ended.add(writer);
            if (ended.size() < writers || bounds != null) {
                return;
            }
            woken = decide();
        }
        woken.forEach(Runnable::run);
    }

    private List<Runnable> decide() {
        sample.sort(Arrays::compareUnsigned);
        var decided = new byte[sample.isEmpty() ? 0 : targets - 1][];
        for (var i = 0; i < decided.length; i++) {
            decided[i] = sample.get((int) ((i + 1L) * sample.size() / targets));
        }
        bounds = decided;
        sample.clear();
        return List.copyOf(listeners);
    }
}
