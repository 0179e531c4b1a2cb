package io.weir.relational;

import io.weir.flow.Batch;
import io.weir.memory.Reservation;
import io.weir.memory.SpillFile;
import io.weir.operator.OperatorContext;
import io.weir.type.DataType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Sorts rows: in memory while they fit, otherwise as sorted runs on disk that are merged in the end. First {@link #add}, then
 * {@link #end}, then the rows in order.
 */
final class SortedRuns implements Iterator<Batch>, AutoCloseable {
    /** Each run takes a batch of memory while it is merged. */
    private static final int MAX_MERGED = 64;

    private final List<SortColumn> columns;
    private final List<DataType> types;
    private final OperatorContext context;
    private final Reservation reservation;
    private final List<SpillFile> runs = new ArrayList<>();
    private GatheredRows rows;
    private Iterator<Batch> sorted = List.<Batch>of().iterator();

    SortedRuns(String owner, List<SortColumn> columns, List<DataType> types, OperatorContext context) {
        this.columns = columns;
        this.types = types;
        this.context = context;
        this.reservation = context.memory().open(owner);
        this.rows = new GatheredRows(types);
    }

    void add(Batch batch) {
        if (batch.rows() == 0) {
            return;
        }
        rows.add(batch.detach());
        var wanted = SortedRows.wanted(rows);
        if (rows.tooMany() || !reservation.tryResize(wanted)) {
            spill();
        } else {
            context.metrics().memory(wanted);
        }
    }

    private void spill() {
        runs.add(write(SortedRows.of(rows, columns, context.batchRows())));
        rows = new GatheredRows(types);
        reservation.tryResize(0);
        if (runs.size() == MAX_MERGED) {
            var merged = write(merge(runs, List.of()));
            runs.forEach(SpillFile::close);
            runs.clear();
            runs.add(merged);
        }
    }

    private SpillFile write(Iterator<Batch> batches) {
        var file = context.spill().create();
        batches.forEachRemaining(file::write);
        context.metrics().addSpilledBytes(file.end());
        return file;
    }

    private MergedRows merge(List<SpillFile> files, List<Iterator<Batch>> others) {
        var all = new ArrayList<>(others);
        files.forEach(file -> all.add(file.read()));
        return new MergedRows(all, columns, context.batchRows());
    }

    /** No row follows. */
    void end() {
        var inMemory = SortedRows.of(rows, columns, context.batchRows());
        rows = new GatheredRows(types);
        sorted = runs.isEmpty() ? inMemory : merge(runs, List.of(inMemory));
    }

    @Override
    public boolean hasNext() {
        return sorted.hasNext();
    }

    @Override
    public Batch next() {
        return sorted.next();
    }

    @Override
    public void close() {
        runs.forEach(SpillFile::close);
        reservation.close();
    }
}
