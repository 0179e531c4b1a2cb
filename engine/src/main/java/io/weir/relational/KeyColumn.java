package io.weir.relational;

import io.weir.type.DataType;
import io.weir.vector.Selection;
import io.weir.vector.Vector;

/** One key column of all groups of a table. First {@link #load}, then ask about the rows loaded by their position. */
abstract class KeyColumn {
    private final DataType type;

    KeyColumn(DataType type) {
        this.type = type;
    }

    static KeyColumn of(DataType type) {
        return switch (type.storage()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> new FixedKeys(type);
            case BYTES -> new BytesKeys(type);
            case DECIMAL128, LIST, MAP, ROW, OBJECT -> new SlowKeys(type);
        };
    }

    /** Whether one long holds a value of the type. */
    static boolean fixed(DataType type) {
        return switch (type.storage()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> true;
            case BYTES, DECIMAL128, LIST, MAP, ROW, OBJECT -> false;
        };
    }

    final DataType type() {
        return type;
    }

    abstract void load(Vector vector, Selection rows);

    /** Appends the loaded rows at those positions as the next groups. */
    abstract void append(int[] positions, int count);

    abstract boolean same(int group, int position);

    /** Marks the first {@code count} positions at which the loaded row is not the key of its group. Answers whether any is. */
    abstract boolean findWrong(int[] groups, int count, boolean[] wrong);

    abstract Vector vector(int from, int to);

    abstract long bytes();

    /** Bytes held at the most while so many rows are appended, without what strings and nested values take. */
    abstract long bytesToGrow(int rows);
}
