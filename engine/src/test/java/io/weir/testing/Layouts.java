package io.weir.testing;

import io.weir.flow.Batch;
import io.weir.vector.ConstantVector;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Equality;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;

/** The same rows in other vectors. */
final class Layouts {
    private Layouts() {}

    static Batch of(TestMode.Layout layout, Batch batch) {
        return switch (layout) {
            case FLAT -> batch;
            case SELECTED -> selected(batch);
            case DICTIONARY ->
                batch.withColumns(
                        batch.columns().stream().map(Layouts::dictionary).toArray(Vector[]::new));
            case CONSTANT ->
                batch.withColumns(
                        batch.columns().stream().map(Layouts::constant).toArray(Vector[]::new));
        };
    }

    /** Every row between two dead ones: the row after it and the row itself again. */
    private static Batch selected(Batch batch) {
        var rows = batch.rows();
        var physical = new int[3 * rows];
        var alive = new int[rows];
        for (var i = 0; i < rows; i++) {
            physical[3 * i] = (i + 1) % rows;
            physical[3 * i + 1] = i;
            physical[3 * i + 2] = i;
            alive[i] = 3 * i + 1;
        }
        var spread = Selection.of(physical, physical.length);
        var columns =
                batch.columns().stream().map(column -> column.take(spread)).toArray(Vector[]::new);
        var changes = batch.changes();
        var wide = Batch.of(physical.length, columns).withChanges(changes == null ? null : changes.take(spread));
        return wide.select(Selection.of(alive, rows));
    }

    /** Entries in reverse order, a null among them and the first value once more, which no row uses. */
    private static Vector dictionary(Vector vector) {
        var rows = vector.size();
        if (rows == 0) {
            return vector;
        }
        var entries = VectorBuilder.of(vector.type(), rows + 2);
        var reversed = new int[rows];
        var ids = new int[rows];
        for (var i = 0; i < rows; i++) {
            reversed[i] = rows - 1 - i;
            ids[i] = rows - i;
        }
        entries.append(vector, Selection.of(new int[1], 1));
        entries.append(vector, Selection.of(reversed, rows));
        entries.appendNull();
        return new DictionaryVector(new Dictionary(entries.build()), ids, null, rows);
    }

    private static Vector constant(Vector vector) {
        for (var i = 1; i < vector.size(); i++) {
            if (!Equality.same(vector, 0, vector, i)) {
                return vector;
            }
        }
        return vector.size() == 0
                ? vector
                : new ConstantVector(vector.slice(0, 1).flat(), vector.size());
    }
}
