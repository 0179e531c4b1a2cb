package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.vector.Selection;
import java.util.stream.IntStream;

/** Takes every run of equal keys in one batch for a group of its own, for keys of which equal ones lie beside each other. */
final class RunsAsGroups extends GroupsOfBatch {
    @Override
    public void assign(Batch batch, int[] groups) {
        var rows = batch.compact();
        var starts = RunStarts.of(rows, IntStream.range(0, rows.width()).boxed().toList());
        var group = -1;
        for (var i = 0; i < starts.length; i++) {
            group += starts[i] ? 1 : 0;
            groups[i] = group;
        }
        setKeys(rows.select(Selection.where(starts, Selection.all(starts.length)))
                .compact());
    }
}
