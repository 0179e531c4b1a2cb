package io.weir.formats.parquet;

import io.weir.vector.ListVector;
import io.weir.vector.MapVector;
import io.weir.vector.RowVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * What a column of a file says for each value or for its absence: at which depth something repeats, to which depth something is
 * there, and which row of a vector holds it. Columns within columns are reached step by step, all slots at once.
 *
 * @param rows a negative one: nothing is there
 */
record WriterSlots(int[] repetition, int[] definition, int[] rows, int count) {
    static WriterSlots of(Selection rows) {
        var count = rows.count();
        return new WriterSlots(new int[count], new int[count], rows.toRows(), count);
    }

    /** Walks down to the leaves of an optional vector and hands each, flat, to the action with its slots, in the file's order. */
    void leaves(Vector vector, int depth, BiConsumer<Vector, WriterSlots> action) {
        defined(vector).below(vector.flat(), depth, action);
    }

    private void below(Vector vector, int depth, BiConsumer<Vector, WriterSlots> action) {
        if (vector instanceof ListVector list) {
            repeated(list.starts(), list.lengths(), depth + 1).leaves(list.elements(), depth + 1, action);
        } else if (vector instanceof MapVector map) {
            var entries = repeated(map.starts(), map.lengths(), depth + 1);
            entries.below(map.keys().flat(), depth + 1, action);
            entries.leaves(map.values(), depth + 1, action);
        } else if (vector instanceof RowVector row) {
            row.fields().forEach(field -> leaves(field, depth, action));
        } else {
            action.accept(vector, this);
        }
    }

    /** One level deeper where the vector is not null. */
    private WriterSlots defined(Vector vector) {
        var deeper = new int[count];
        var nulls = Vectors.maskOf(vector);
        var left = nulls == null ? rows : withoutNulls(nulls);
        for (var i = 0; i < count; i++) {
            deeper[i] = definition[i] + (left[i] >= 0 ? 1 : 0);
        }
        return new WriterSlots(repetition, deeper, left, count);
    }

    private int[] withoutNulls(boolean[] nulls) {
        var left = new int[count];
        for (var i = 0; i < count; i++) {
            left[i] = rows[i] >= 0 && !nulls[rows[i]] ? rows[i] : -1;
        }
        return left;
    }

    /** A slot for each element; an empty list keeps one at which nothing is there. */
    private WriterSlots repeated(int[] starts, int[] lengths, int depth) {
        var total = 0;
        for (var i = 0; i < count; i++) {
            total = Math.addExact(total, rows[i] < 0 ? 1 : Math.max(1, lengths[rows[i]]));
        }
        var to = new WriterSlots(new int[total], new int[total], new int[total], total);
        Arrays.fill(to.repetition, depth);
        var next = 0;
        for (var i = 0; i < count; i++) {
            to.repetition[next] = repetition[i];
            var row = rows[i];
            var length = row < 0 ? 0 : lengths[row];
            if (length == 0) {
                to.definition[next] = definition[i];
                to.rows[next++] = -1;
            }
            for (var j = 0; j < length; j++) {
                to.definition[next] = definition[i] + 1;
                to.rows[next++] = starts[row] + j;
            }
        }
        return to;
    }
}
