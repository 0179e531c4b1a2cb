package io.weir.relational;

import io.weir.flow.Batch;

/** Takes every row of one batch for a group of its own, for keys that hardly repeat. */
final class EachRowAGroup extends GroupsOfBatch {
    @Override
    public void assign(Batch batch, int[] groups) {
        var rows = batch.compact();
        for (var i = 0; i < rows.rows(); i++) {
            groups[i] = i;
        }
        setKeys(rows);
    }
}
