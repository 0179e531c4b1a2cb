package io.weir.formats.file;

import io.weir.Nullable;
import io.weir.connector.Source;
import io.weir.flow.Batch;
import io.weir.operator.RuntimeFilter;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.concurrent.CompletableFuture;

/** The rows of a part with the values of its directories, and the filters that look at both. */
final class PartReader implements Source.Reader<FilePart> {
    private final PartitionedScan scan;
    private final Source.Reader<FilePart> rows;
    private final @Nullable Vector[] constants;
    private boolean ruledOut;

    PartReader(PartitionedScan scan, FilePart part, Source.Reader<FilePart> rows) {
        this.scan = scan;
        this.rows = rows;
        this.constants = scan.constants(part.file(), 1);
    }

    @Override
    public @Nullable Batch poll() throws Exception {
        while (!done()) {
            var batch = rows.poll();
            if (batch == null) {
                return null;
            }
            var completed = filter(complete(batch));
            if (completed.rows() > 0) {
                return completed;
            }
        }
        return null;
    }

    private Batch complete(Batch batch) {
        var columns = batch.columns().toArray(Vector[]::new);
        for (var i = 0; i < columns.length; i++) {
            var constant = constants[i];
            if (constant != null) {
                columns[i] = constant.slice(0, batch.physicalRows());
            }
        }
        return batch.withColumns(columns);
    }

    private Batch filter(Batch batch) {
        var kept = batch.selection();
        for (var filter : scan.rest()) {
            kept = filter.select(batch, kept);
        }
        return batch.select(kept);
    }

    @Override
    public boolean done() {
        return ruledOut || rows.done();
    }

    @Override
    public CompletableFuture<?> ready() {
        return rows.ready();
    }

    @Override
    public FilePart snapshot() {
        return rows.snapshot();
    }

    @Override
    public void narrow(int column, RuntimeFilter filter) {
        var constant = constants[column];
        if (constant == null) {
            rows.narrow(column, filter);
        } else {
            ruledOut |= filter.select(constant, Selection.all(1)).isEmpty();
        }
    }

    @Override
    public void pause(boolean paused) {
        rows.pause(paused);
    }

    @Override
    public void close() {
        rows.close();
    }
}
