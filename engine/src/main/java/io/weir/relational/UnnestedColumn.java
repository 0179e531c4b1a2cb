package io.weir.relational;

import io.weir.Nullable;
import io.weir.vector.ListVector;
import io.weir.vector.MapVector;
import io.weir.vector.Masks;
import io.weir.vector.RowVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.List;

/**
 * The arrays or maps of a batch, read element by element.
 *
 * @param parts the elements of all rows: one vector for an array, keys and values for a map
 */
record UnnestedColumn(int[] starts, int[] lengths, boolean @Nullable [] nulls, List<Vector> parts) {
    /** The place of no element. */
    static final int NOWHERE = -1;

    static UnnestedColumn of(Vector collections) {
        var flat = collections.flat();
        if (flat instanceof ListVector lists) {
            return new UnnestedColumn(lists.starts(), lists.lengths(), lists.nulls(), List.of(lists.elements()));
        } else if (flat instanceof MapVector maps) {
            return new UnnestedColumn(maps.starts(), maps.lengths(), maps.nulls(), List.of(maps.keys(), maps.values()));
        }
        throw new AssertionError(flat);
    }

    int length(int row) {
        return nulls != null && nulls[row] ? 0 : lengths[row];
    }

    /** Adds columns with the elements at the places in the rows; null where the row has none there. Rows as elements fall apart. */
    void append(Selection rows, int[] places, List<Vector> columns) {
        var chosen = new int[rows.count()];
        for (var i = 0; i < chosen.length; i++) {
            var row = rows.row(i);
            chosen[i] = places[i] < 0 || places[i] >= length(row) ? NOWHERE : starts[row] + places[i];
        }
        for (var part : parts) {
            var elements = Vectors.takeOrNull(part, chosen, chosen.length);
            if (parts.size() == 1 && elements.flat() instanceof RowVector fields) {
                for (var field : fields.fields()) {
                    var mask = Masks.or(fields.nulls(), Vectors.maskOf(field), chosen.length);
                    columns.add(fields.nulls() == null ? field : Vectors.withNulls(field, mask));
                }
            } else {
                columns.add(elements);
            }
        }
    }
}
