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

    /** Of the batch at hand. */
    private long[] hashes = new long[0];

    private int[] targets = new int[0];

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
        findTargets(batch, rows);
        var sizes = new int[lanes];
        for (var i = 0; i < count; i++) {
            sizes[targets[i]]++;
        }
        var chosen = new int[lanes][];
        for (var lane = 0; lane < lanes; lane++) {
            if (sizes[lane] == count) {
                targetLanes.get(lane).add(batch);
                return;
            }
            chosen[lane] = new int[sizes[lane]];
            sizes[lane] = 0;
        }
        for (var i = 0; i < count; i++) {
            var target = targets[i];
            chosen[target][sizes[target]++] = rows.row(i);
        }
        for (var lane = 0; lane < lanes; lane++) {
            if (sizes[lane] > 0) {
                targetLanes.get(lane).add(batch.select(Selection.of(chosen[lane], sizes[lane])));
            }
        }
    }

    private void findTargets(Batch batch, Selection rows) {
        var count = rows.count();
        if (hashes.length < count) {
            hashes = new long[count];
            targets = new int[count];
        }
        Arrays.fill(hashes, 0, count, 0);
        for (var column : columns) {
            Hashing.combine(batch.column(column), rows, hashes);
        }
        for (var i = 0; i < count; i++) {
            targets[i] = (int) ((hashes[i] >>> 32) * partitions >>> 32);
        }
        if (partitions != lanes) {
            for (var i = 0; i < count; i++) {
                targets[i] = laneOfEach[targets[i]];
            }
        }
    }
}
