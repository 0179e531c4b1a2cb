package io.weir.formats.file;

import io.weir.connector.Source;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Answers as many rows as a part has, nulls in all columns, without opening the file. */
final class RowCounts implements Source.Reader<FilePart> {
    private final FilePart part;
    private final List<DataType> types;
    private final int batchRows;
    private long next;

    RowCounts(FilePart part, List<DataType> types, int batchRows) {
        this.part = part;
        this.types = types;
        this.batchRows = batchRows;
        this.next = part.from();
    }

    @Override
    public Batch poll() {
        var rows = (int) Math.min(batchRows, part.to() - next);
        next += rows;
        return Batch.of(
                rows, types.stream().map(type -> Vectors.nulls(type, rows)).toArray(Vector[]::new));
    }

    @Override
    public boolean done() {
        return next >= part.to();
    }

    @Override
    public CompletableFuture<?> ready() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public FilePart snapshot() {
        return part.from(next, part.bytes());
    }
}
