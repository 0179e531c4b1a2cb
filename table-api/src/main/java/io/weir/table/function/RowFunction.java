package io.weir.table.function;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.io.Serializable;
import java.util.List;

/**
 * A function of a user's own that is called row by row, the simple way; a {@link io.weir.expression.ScalarFunction} works on whole
 * vectors. A class named by CREATE FUNCTION has a public constructor without parameters. One object serves all tasks, so it keeps no
 * state.
 */
public interface RowFunction extends Serializable {
    /** The type of the answer for arguments of these types, null if they do not suit. */
    @Nullable
    DataType type(List<DataType> arguments);

    /**
     * The value for one row. Arguments and answer are objects of the classes that {@link io.weir.vector.Values} names, null for null.
     * What it throws fails the query.
     */
    @Nullable
    Object call(List<@Nullable Object> arguments) throws Exception;
}
