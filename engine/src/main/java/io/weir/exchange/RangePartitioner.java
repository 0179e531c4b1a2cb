package io.weir.exchange;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.graph.Partitioning;
import io.weir.vector.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sends rows to the lane of their range. Holds the first rows back until the bounds of the ranges are known. */
final class RangePartitioner implements ExchangeWriter.Partitioner {
    private static final int SAMPLED_ROWS = 100;

    private final List<Partitioning.SortColumn> order;
    private final RangeBounds shared;
    private final List<Batch> held = new ArrayList<>();
    private byte @Nullable [][] bounds;
    private boolean ended;

    RangePartitioner(List<Partitioning.SortColumn> order, RangeBounds shared) {
        this.order = order;
        this.shared = shared;
    }

    @Override
    public void spread(Batch batch, List<Lane> lanes) {
        held.add(batch);
        if (bounds == null) {
            shared.add(sample(batch));
        }
        release(lanes);
    }

    @Override
    public void onReady(Runnable wake) {
        shared.onKnown(wake);
    }

    @Override
    public boolean end(List<Lane> lanes) {
        if (!ended) {
            ended = true;
            shared.writerEnded();
        }
        return release(lanes);
    }

    private boolean release(List<Lane> lanes) {
        var known = bounds == null ? shared.known() : bounds;
        if (known == null) {
            return false;
        }
        bounds = known;
        held.forEach(batch -> route(batch, known, lanes));
        held.clear();
        return true;
    }

    private List<byte[]> sample(Batch batch) {
        var keys = new RangeKeys(order, batch);
        var rows = batch.selection();
        var step = Math.max(1, rows.count() / SAMPLED_ROWS);
        var sampled = new ArrayList<byte[]>();
        for (var i = 0; i < rows.count(); i += step) {
            sampled.add(keys.key(rows.row(i)));
        }
        return sampled;
    }

    private void route(Batch batch, byte[][] known, List<Lane> lanes) {
        var keys = new RangeKeys(order, batch);
        var rows = batch.selection();
        var chosen = new int[lanes.size()][];
        var counts = new int[lanes.size()];
        for (var i = 0; i < rows.count(); i++) {
            var found = Arrays.binarySearch(known, keys.key(rows.row(i)), Arrays::compareUnsigned);
            var target = range(known, found);
            if (chosen[target] == null) {
                chosen[target] = new int[rows.count()];
            }
            chosen[target][counts[target]++] = rows.row(i);
        }
        for (var target = 0; target < chosen.length; target++) {
            if (counts[target] > 0) {
                lanes.get(target).add(batch.select(Selection.of(chosen[target], counts[target])));
            }
        }
    }

    /** A key that is a bound begins the range; of equal bounds the last, so that equal keys stay together. */
    private static int range(byte[][] known, int found) {
        if (found < 0) {
            return -found - 1;
        }
        var range = found + 1;
        while (range < known.length && Arrays.equals(known[range], known[found])) {
            range++;
        }
        return range;
    }
}
