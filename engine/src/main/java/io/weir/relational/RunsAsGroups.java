package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;
import java.util.stream.IntStream;

/** Takes every run of equal keys in one batch for a group of its own, for keys of which equal ones lie beside each other. */
final class RunsAsGroups implements GroupTable {
    /** The first row of each run. */
    private Batch keys = Batch.of(0, List.of());

    @Override
    public void assign(Batch batch, int[] groups) {
        var rows = batch.compact();
        var starts = RunStarts.of(rows, IntStream.range(0, rows.width()).boxed().toList());
        var group = -1;
        for (var i = 0; i < starts.length; i++) {
            group += starts[i] ? 1 : 0;
            groups[i] = group;
        }
        keys = rows.select(Selection.where(starts, Selection.all(starts.length)))
                .compact();
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
