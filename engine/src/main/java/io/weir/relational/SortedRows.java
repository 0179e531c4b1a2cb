package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.vector.Selection;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Kept rows in order, batch by batch. */
final class SortedRows implements Iterator<Batch> {
    /** What sorting takes beside the rows: row numbers and words, twice. */
    private static final int BYTES_A_ROW = 24;

    private final Batch rows;
    private final int[] order;
    private final int batchRows;
    private int position;

    private SortedRows(Batch rows, int[] order, int batchRows) {
        this.rows = rows;
        this.order = order;
        this.batchRows = batchRows;
    }

    static SortedRows of(GatheredRows kept, List<SortColumn> columns, int batchRows) {
        var rows = kept.concat();
        return new SortedRows(rows, RowSort.sort(new SortKeys(columns, rows), rows.rows()), batchRows);
    }

    /** Bytes of heap to reserve for sorting these rows. */
    static long wanted(GatheredRows kept) {
        return kept.bytes() + BYTES_A_ROW * kept.rows();
    }

    @Override
    public boolean hasNext() {
        return position < order.length;
    }

    @Override
    public Batch next() {
        var count = Math.min(batchRows, order.length - position);
        var chosen = Selection.of(Arrays.copyOfRange(order, position, position + count), count);
        position += count;
        return Batch.of(
                count,
                rows.columns().stream().map(column -> column.take(chosen)).toList());
    }

    /** The first rows in order, as one batch. */
    Batch first(int count) {
        var chosen = Selection.of(order, Math.min(count, order.length));
        return Batch.of(
                chosen.count(),
                rows.columns().stream().map(column -> column.take(chosen)).toList());
    }
}
