package io.weir.flow;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.vector.ByteVector;
import io.weir.vector.BytesVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows as vectors, a few thousand at most. Immutable.
 *
 * <p>The vectors have <i>physical</i> rows, of which the selection names those alive; {@link #rows()} counts the living. A batch
 * carries no names: the edge it travels on knows its schema. Without columns it is a count of rows.
 */
public final class Batch implements Message {
    /** How many rows a full batch has, unless the job says otherwise: the flat optimum of the measured kernels is 1,000 to 4,000. */
    public static final int DEFAULT_ROWS = 2048;

    private final Vector[] columns;
    private final Selection selection;
    private final int physicalRows;
    private final @Nullable ByteVector changes;

    private Batch(Vector[] columns, Selection selection, int physicalRows, @Nullable ByteVector changes) {
        this.columns = columns;
        this.selection = selection;
        this.physicalRows = physicalRows;
        this.changes = changes;
    }

    /** At least one column; all of one size, all rows alive. */
    public static Batch of(Vector... columns) {
        return of(columns[0].size(), columns);
    }

    /** All rows alive; every column has {@code rows} rows. */
    public static Batch of(int rows, Vector... columns) {
        for (var column : columns) {
            if (column.size() != rows) {
                throw new IllegalArgumentException("column of " + column.size() + " rows in a batch of " + rows);
            }
        }
        return new Batch(columns.clone(), Selection.all(rows), rows, null);
    }

    public static Batch of(int rows, List<? extends Vector> columns) {
        return of(rows, columns.toArray(Vector[]::new));
    }

    /** The number of rows alive. */
    public int rows() {
        return selection.count();
    }

    /** The number of rows of the vectors. */
    public int physicalRows() {
        return physicalRows;
    }

    /** The physical rows alive, ascending. */
    public Selection selection() {
        return selection;
    }

    public int width() {
        return columns.length;
    }

    /** A column with all its physical rows. */
    public Vector column(int index) {
        return columns[index];
    }

    public List<Vector> columns() {
        return List.of(columns);
    }

    /** Narrows to some of the rows alive, given as ascending physical rows. Copies nothing. */
    public Batch select(Selection rows) {
        return rows == selection ? this : new Batch(columns, rows, physicalRows, changes);
    }

    /** The rows alive from the {@code from}th on. Copies nothing. */
    public Batch slice(int from, int count) {
        return select(selection.slice(from, count));
    }

    /** Other columns with the same physical rows and the same rows alive. */
    public Batch withColumns(Vector... other) {
        for (var column : other) {
            if (column.size() != physicalRows) {
                throw new IllegalArgumentException(
                        "column of " + column.size() + " rows in a batch of " + physicalRows);
            }
        }
        return new Batch(other.clone(), selection, physicalRows, changes);
    }

    /** Some of the columns, in the order given. */
    public Batch project(int... indexes) {
        var chosen = new Vector[indexes.length];
        for (var i = 0; i < chosen.length; i++) {
            chosen[i] = columns[indexes[i]];
        }
        return new Batch(chosen, selection, physicalRows, changes);
    }

    /** The same rows with nothing but them in the vectors, so that physical rows and rows alive are the same. */
    public Batch compact() {
        if (selection.isAll() && selection.count() == physicalRows) {
            return this;
        }
        var taken = new Vector[columns.length];
        for (var i = 0; i < taken.length; i++) {
            taken[i] = columns[i].take(selection);
        }
        var takenChanges = changes == null ? null : changes.take(selection);
        return new Batch(taken, Selection.all(rows()), rows(), takenChanges);
    }

    /** As {@link #compact()}, with flat vectors that hold no bytes of other rows: for whoever keeps rows. */
    public Batch detach() {
        var compacted = compact();
        var flat = new Vector[columns.length];
        for (var i = 0; i < flat.length; i++) {
            var vector = compacted.columns[i].flat();
            flat[i] = vector instanceof BytesVector bytes ? bytes.compact() : vector;
        }
        return new Batch(flat, compacted.selection, compacted.physicalRows, compacted.changes);
    }

    /** Plus one for an insert, minus one for a delete, a physical row; null if all are inserts. */
    public @Nullable ByteVector changes() {
        return changes;
    }

    public Batch withChanges(@Nullable ByteVector marks) {
        return new Batch(columns, selection, physicalRows, marks);
    }

    /** Bytes of heap that the vectors hold, roughly. */
    public long bytes() {
        var sum = 4L * (selection.isAll() ? 0 : selection.count());
        for (var column : columns) {
            sum += column.bytes();
        }
        return sum;
    }

    /** The rows alive of all batches in one; at least one batch, all of the same types. */
    public static Batch concat(List<Batch> batches) {
        if (batches.size() == 1) {
            return batches.get(0).compact();
        }
        var selections = batches.stream().map(Batch::selection).toList();
        var rows = selections.stream().mapToInt(Selection::count).sum();
        var columns = new Vector[batches.get(0).width()];
        for (var i = 0; i < columns.length; i++) {
            var parts = new ArrayList<Vector>(batches.size());
            for (var batch : batches) {
                parts.add(batch.column(i));
            }
            columns[i] = Vectors.gather(parts, selections);
        }
        return of(rows, columns).withChanges(concatChanges(batches, rows));
    }

    private static @Nullable ByteVector concatChanges(List<Batch> batches, int rows) {
        if (batches.stream().allMatch(batch -> batch.changes == null)) {
            return null;
        }
        var marks = new byte[rows];
        var position = 0;
        for (var batch : batches) {
            var count = batch.rows();
            if (batch.changes == null) {
                Arrays.fill(marks, position, position + count, (byte) 1);
            } else {
                System.arraycopy(batch.changes.take(batch.selection).values(), 0, marks, position, count);
            }
            position += count;
        }
        return new ByteVector(DataType.Scalar.TINYINT, marks, null, rows);
    }
}
