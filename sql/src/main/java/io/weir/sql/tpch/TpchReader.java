package io.weir.sql.tpch;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.weir.Nullable;
import io.weir.connector.Source;
import io.weir.flow.Batch;
import io.weir.vector.VectorBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Batches of generated rows. */
final class TpchReader<E extends TpchEntity> implements Source.Reader<TpchSource.Part> {
    private final TpchSource.Part part;
    private final Iterator<E> rows;
    private final List<TpchColumn<E>> columns;
    private final int batchRows;

    TpchReader(TpchSource.Part part, Iterator<E> rows, List<TpchColumn<E>> columns, int batchRows) {
        this.part = part;
        this.rows = rows;
        this.columns = columns;
        this.batchRows = batchRows;
    }

    @Override
    public @Nullable Batch poll() {
        if (!rows.hasNext()) {
            return null;
        }
        var builders = columns.stream()
                .map(column -> VectorBuilder.of(TpchSource.type(column), batchRows))
                .toList();
        var count = 0;
        while (count < batchRows && rows.hasNext()) {
            var row = rows.next();
            for (var i = 0; i < builders.size(); i++) {
                append(builders.get(i), columns.get(i), row);
            }
            count++;
        }
        return Batch.of(count, builders.stream().map(VectorBuilder::build).toList());
    }

    private void append(VectorBuilder builder, TpchColumn<E> column, E row) {
        switch (column.getType().getBase()) {
            case INTEGER -> builder.append((long) column.getInteger(row));
            case IDENTIFIER -> builder.append(column.getIdentifier(row));
            case DATE -> builder.append((long) column.getDate(row));
            case DOUBLE -> builder.append(Math.round(column.getDouble(row) * 100));
            case VARCHAR -> {
                var bytes = column.getString(row).getBytes(StandardCharsets.UTF_8);
                builder.append(bytes, 0, bytes.length);
            }
        }
    }

    @Override
    public boolean done() {
        return !rows.hasNext();
    }

    @Override
    public CompletableFuture<?> ready() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public TpchSource.Part snapshot() {
        return part;
    }
}
