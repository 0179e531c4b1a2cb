package io.weir.relational;

import io.weir.Nullable;
import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.type.DataType.Scalar;
import io.weir.vector.IntVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * Emits each row once for every element of its collections: the row's columns, then of each collection the element, the fields of an
 * element that is a row, or the key and value of a map's entry. Several collections go side by side, the shorter filled up with nulls;
 * a null collection has no elements.
 */
public final class Unnest implements Operator {
    /** Which rows and columns there are beyond the elements. */
    public enum Extra {
        /** The element's place in its collection, from 1, an INT at the end. */
        ORDINALITY,
        /** A row without any element is emitted once, with nulls for the element and its place. */
        EMPTY_ROWS
    }

    /** How to make one. */
    public record Plan(List<Expression> collections, List<Extra> extras) implements OperatorFactory {
        public Plan {
            collections = List.copyOf(collections);
            extras = List.copyOf(extras);
        }

        @Override
        public Operator create(OperatorContext context) {
            return new Unnest(this, context.batchRows());
        }

        @Override
        public String name() {
            return "Unnest";
        }
    }

    private final Plan plan;
    private final boolean keepsEmpty;
    private final int batchRows;
    private @Nullable Batch pending;
    private List<UnnestedColumn> collections = List.of();
    /** The next row alive, and the next of its elements. */
    private int row;

    private int element;

    private Unnest(Plan plan, int batchRows) {
        this.plan = plan;
        this.keepsEmpty = plan.extras.contains(Extra.EMPTY_ROWS);
        this.batchRows = batchRows;
    }

    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        var columns = new ArrayList<UnnestedColumn>();
        for (var collection : plan.collections) {
            columns.add(UnnestedColumn.of(collection.evaluate(batch, batch.selection())));
        }
        collections = columns;
        pending = batch;
        row = 0;
        element = 0;
        resume(output);
    }

    @Override
    public Pending resume(Output output) throws Exception {
        var batch = pending;
        if (batch == null) {
            return Pending.NONE;
        }
        while (row < batch.rows()) {
            if (output.isFull()) {
                return Pending.MORE;
            }
            emitSome(batch, output);
        }
        pending = null;
        collections = List.of();
        return Pending.NONE;
    }

    private void emitSome(Batch batch, Output output) throws Exception {
        var rows = new int[batchRows];
        var places = new int[batchRows];
        var n = 0;
        while (n < batchRows && row < batch.rows()) {
            var physical = batch.selection().row(row);
            var elements = elements(physical);
            var some = Math.min(elements - element, batchRows - n);
            for (var i = 0; i < some; i++) {
                rows[n] = physical;
                places[n++] = element++;
            }
            if (elements == 0 && keepsEmpty) {
                rows[n] = physical;
                places[n++] = UnnestedColumn.NOWHERE;
            }
            if (element == elements) {
                row++;
                element = 0;
            }
        }
        output.emit(answer(batch, Selection.of(rows, n), places));
    }

    private int elements(int physical) {
        var elements = 0;
        for (var collection : collections) {
            elements = Math.max(elements, collection.length(physical));
        }
        return elements;
    }

    private Batch answer(Batch batch, Selection rows, int[] places) {
        var columns = new ArrayList<Vector>();
        for (var i = 0; i < batch.width(); i++) {
            columns.add(batch.column(i).take(rows));
        }
        collections.forEach(collection -> collection.append(rows, places, columns));
        if (plan.extras.contains(Extra.ORDINALITY)) {
            columns.add(ordinality(places, rows.count()));
        }
        var changes = batch.changes();
        return Batch.of(rows.count(), columns).withChanges(changes == null ? null : changes.take(rows));
    }

    private Vector ordinality(int[] places, int count) {
        var numbers = new int[count];
        var nulls = keepsEmpty ? new boolean[count] : null;
        for (var i = 0; i < count; i++) {
            numbers[i] = places[i] + 1;
            if (nulls != null) {
                nulls[i] = places[i] == UnnestedColumn.NOWHERE;
            }
        }
        return new IntVector(Scalar.INT, numbers, nulls, count);
    }
}
