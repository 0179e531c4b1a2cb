package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.vector.Vector;
import java.util.List;

/** Takes every row of one batch for a group of its own, for keys that hardly repeat. */
final class EachRowAGroup implements GroupTable {
    private Batch keys = Batch.of(0, List.of());

    @Override
    public void assign(Batch batch, int[] groups) {
        keys = batch.compact();
        for (var i = 0; i < keys.rows(); i++) {
            groups[i] = i;
        }
    }

    @Override
    public int count() {
        return keys.rows();
    }

    @Override
    public List<Vector> keys(int from, int to) {
        return keys.columns().stream().map(key -> key.slice(from, to - from)).toList();
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public long bytesToGrow(int rows) {
        return 0;
    }
}
