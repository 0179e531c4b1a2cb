package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.operator.Helpers;
import io.weir.type.DataType;
import io.weir.vector.BytesVector;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Rows kept batch by batch until all are there, with a count of the memory that they will need. */
final class GatheredRows {
    static final int MAX_ROWS = 1 << 28;
    private static final long MAX_COLUMN_BYTES = 1L << 30;

    private final List<DataType> types;
    private List<@Nullable Batch> batches = new ArrayList<>();
    private final long[] columnBytes;
    private long rows;

    GatheredRows(List<DataType> types) {
        this.types = types;
        this.columnBytes = new long[types.size()];
    }

    void add(Batch batch) {
        if (batch.rows() == 0) {
            return;
        }
        batches.add(batch);
        rows += batch.rows();
        for (var i = 0; i < columnBytes.length; i++) {
            columnBytes[i] += bytes(batch.column(i), batch);
        }
    }

    /** What the rows alive take once they are copied out. */
    static long bytes(Batch batch) {
        var sum = 0L;
        for (var column : batch.columns()) {
            sum += bytes(column, batch);
        }
        return sum;
    }

    private static long bytes(Vector vector, Batch batch) {
        return switch (vector.type().storage()) {
            case BOOLEAN, BYTE -> batch.rows();
            case SHORT -> 2L * batch.rows();
            case INT, FLOAT -> 4L * batch.rows();
            case LONG, DOUBLE -> 8L * batch.rows();
            case DECIMAL128 -> 16L * batch.rows();
            case BYTES -> ofBytes(vector, batch) + 8L * batch.rows();
            case LIST, MAP, ROW, OBJECT -> Math.max(8L * batch.rows(), vector.bytes());
        };
    }

    private static long ofBytes(Vector vector, Batch batch) {
        if (!(vector instanceof BytesVector bytes)) {
            return Math.min(vector.bytes(), 64L * batch.rows());
        }
        var sum = 0L;
        for (var i = 0; i < batch.rows(); i++) {
            sum += bytes.lengths()[batch.selection().row(i)];
        }
        return sum;
    }

    long rows() {
        return rows;
    }

    /** What the rows take in flat vectors of their own. */
    long bytes() {
        var sum = 0L;
        for (var bytes : columnBytes) {
            sum += bytes;
        }
        return sum;
    }

    /** Whether the rows are too many for one batch, however much memory there is. */
    boolean tooMany() {
        for (var bytes : columnBytes) {
            if (bytes > MAX_COLUMN_BYTES) {
                return true;
            }
        }
        return rows > MAX_ROWS;
    }

    /** Hands all rows over and forgets them. */
    void drain(Consumer<Batch> target) {
        for (var i = 0; i < batches.size(); i++) {
            target.accept(batches.set(i, null));
        }
        batches = new ArrayList<>();
        Arrays.fill(columnBytes, 0);
        rows = 0;
    }

    Batch concat() {
        return concat(Helpers.NONE);
    }

    /**
     * All rows in one batch of flat columns. The parts are let go column by column, so that few rows are there twice.
     *
     * @param helpers take columns
     */
    Batch concat(Helpers helpers) {
        var parts = new ArrayList<List<@Nullable Vector>>();
        for (var i = 0; i < types.size(); i++) {
            parts.add(new ArrayList<>());
        }
        for (var i = 0; i < batches.size(); i++) {
            var batch = batches.set(i, null).detach();
            for (var column = 0; column < types.size(); column++) {
                parts.get(column).add(batch.column(column));
            }
        }
        var columns = new Vector[types.size()];
        helpers.run(IntStream.range(0, columns.length)
                .mapToObj(i -> (Runnable) () -> columns[i] =
                        batches.isEmpty() ? Vectors.empty(types.get(i)) : Vectors.concat(parts.set(i, List.of())))
                .toList());
        batches = new ArrayList<>();
        return Batch.of((int) rows, columns);
    }
}
