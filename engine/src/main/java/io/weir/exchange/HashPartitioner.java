package io.weir.exchange;

import io.weir.flow.Batch;
import io.weir.vector.Hashing;
import io.weir.vector.Selection;
import java.util.Arrays;
import java.util.List;

/** Sends rows with equal values in the columns to the same lane, by one selection a lane. A lane is a run of partitions. */
final class HashPartitioner implements ExchangeWriter.Partitioner {
    private final int[] columns;
    private final int partitions;
    private final int lanes;
    private final int[] laneOfEach;

    HashPartitioner(List<Integer> columns, Runs runs) {
        this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
        this.partitions = runs.partitions();
        this.lanes = runs.tasks();
        this.laneOfEach = runs.taskOfEach();
    }

    @Override
    public void spread(Batch batch, List<Lane> targetLanes) {
        var rows = batch.selection();
        var count = rows.count();
        var targets = targets(batch);
        var ends = new int[lanes];
        for (var i = 0; i < count; i++) {
            ends[targets[i]]++;
        }
        for (var target = 1; target < lanes; target++) {
            ends[target] += ends[target - 1];
        }
        // filled from the back, so that each end becomes the start and rows stay in order
        var sorted = new int[count];
        var total = ends.clone();
        for (var i = count - 1; i >= 0; i--) {
            sorted[--ends[targets[i]]] = rows.row(i);
        }
        for (var target = 0; target < lanes; target++) {
            var from = ends[target];
            var size = total[target] - from;
            if (size == count) {
                targetLanes.get(target).add(batch);
            } else if (size > 0) {
                var chosen = Selection.of(Arrays.copyOfRange(sorted, from, from + size), size);
                targetLanes.get(target).add(batch.select(chosen));
            }
        }
    }

    private int[] targets(Batch batch) {
        var rows = batch.selection();
        var hashes = new long[rows.count()];
        for (var column : columns) {
            Hashing.combine(batch.column(column), rows, hashes);
        }
        var targets = new int[hashes.length];
        for (var i = 0; i < targets.length; i++) {
            targets[i] = (int) ((hashes[i] >>> 32) * partitions >>> 32);
        }
        if (partitions != lanes) {
            for (var i = 0; i < targets.length; i++) {
                targets[i] = laneOfEach[targets[i]];
            }
        }
        return targets;
    }
}
