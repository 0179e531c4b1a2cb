package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.vector.Vector;
import java.util.Arrays;
import java.util.List;

/** No keys: every row is in group 0, which is there once there was a row. */
final class OneGroup implements GroupTable {
    private int count;

    @Override
    public void assign(Batch keys, int[] groups) {
        Arrays.fill(groups, 0, keys.rows(), 0);
        if (keys.rows() > 0) {
            count = 1;
        }
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public List<Vector> keys(int from, int to) {
        return List.of();
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
