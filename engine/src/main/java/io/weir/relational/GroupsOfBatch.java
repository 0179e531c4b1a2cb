package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.vector.Vector;
import java.util.List;

/** Groups of a single batch, which are found without looking any key up. */
abstract class GroupsOfBatch implements GroupTable {
    /** A row for each group. */
    private Batch keys = Batch.of(0, List.of());

    /** @param rows a compact batch with a row for each group */
    final void setKeys(Batch rows) {
        keys = rows;
    }

    @Override
    public final int count() {
        return keys.rows();
    }

    @Override
    public final List<Vector> keys(int from, int to) {
        return keys.columns().stream().map(key -> key.slice(from, to - from)).toList();
    }

    @Override
    public final long bytes() {
        return 0;
    }

    @Override
    public final long bytesToGrow(int rows) {
        return 0;
    }
}
