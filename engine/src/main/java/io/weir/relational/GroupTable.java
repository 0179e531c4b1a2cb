package io.weir.relational;

import io.weir.expression.Column;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Vector;
import java.util.List;

/** Numbers rows of keys: the first row of a new key gets the next number, from 0. Null is a key like any other. */
interface GroupTable {
    /** For keys of those types, in that order. */
    static GroupTable of(List<DataType> types) {
        if (types.isEmpty()) {
            return new OneGroup();
        }
        var table = types.size() == 1 && KeyColumn.fixed(types.get(0))
                ? new LongGroupTable(types.get(0))
                : new HashGroupTable(types);
        return new SmallDomainGroups(table);
    }

    static GroupTable ofColumns(List<Column> keys) {
        return of(keys.stream().map(Column::type).toList());
    }

    /** Writes the group of every row alive; {@code keys} has the key columns and nothing else. */
    void assign(Batch keys, int[] groups);

    /** The number of groups so far. */
    int count();

    /** The keys of groups {@code from} to {@code to - 1}. */
    List<Vector> keys(int from, int to);

    /** Bytes of heap held. */
    long bytes();

    /** Bytes held at the most while that many rows, all new groups, are added; what strings and nested keys take comes on top. */
    long bytesToGrow(int rows);
}
