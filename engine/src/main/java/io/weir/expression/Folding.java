package io.weir.expression;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.ListVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * The elements of an array taken one after the other into a state: the first of all rows, then the second, and so on. The step is worked
 * out over a batch of the state, the element, and what it reads of the rows around.
 */
public final class Folding extends Pointwise {
    private final Expression step;

    /** @param arguments the array, the first state, then what the step reads of the rows around */
    public Folding(DataType type, List<Expression> arguments, Expression step) {
        super(type, arguments);
        this.step = step;
    }

    @Override
    protected boolean strict() {
        return false;
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var list = (ListVector) vectors[0].flat();
        var size = list.size();
        var state = vectors[1].flat();
        for (var k = 0; ; k++) {
            var active = new int[rows.count()];
            var elements = new int[rows.count()];
            var count = 0;
            for (var i = 0; i < active.length; i++) {
                var row = rows.row(i);
                if (!list.isNull(row) && k < list.lengths()[row]) {
                    elements[count] = list.starts()[row] + k;
                    active[count++] = row;
                }
            }
            if (count == 0) {
                return withoutArrays(list, state, size);
            }
            var columns = new ArrayList<Vector>();
            columns.add(Vectors.takeOrNull(state, active, count));
            columns.add(Vectors.takeOrNull(list.elements().flat(), elements, count));
            for (var i = 2; i < vectors.length; i++) {
                columns.add(Vectors.takeOrNull(vectors[i].flat(), active, count));
            }
            var next = step.evaluate(Batch.of(count, columns), Selection.all(count))
                    .flat();
            state = replaced(state, next, active, count, size);
        }
    }

    /** The states, those of the active rows new. */
    private static Vector replaced(Vector state, Vector next, int[] active, int count, int size) {
        var places = new int[size];
        for (var row = 0; row < size; row++) {
            places[row] = row;
        }
        for (var i = 0; i < count; i++) {
            places[active[i]] = size + i;
        }
        return Vectors.takeOrNull(Vectors.concat(List.of(state, next)), places, size);
    }

    private static Vector withoutArrays(ListVector list, Vector state, int size) {
        var places = new int[size];
        for (var row = 0; row < size; row++) {
            places[row] = list.isNull(row) ? -1 : row;
        }
        return Vectors.takeOrNull(state, places, size);
    }
}
