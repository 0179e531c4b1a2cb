package io.weir.table.function;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.io.Serializable;
import java.util.List;

/**
 * An aggregate of a user's own that is called row by row, the simple way; an {@link io.weir.expression.AggregateDefinition} works on
 * whole vectors. A class named by CREATE FUNCTION has a public constructor without parameters. Values are objects of the classes that
 * {@link io.weir.vector.Values} names, null for null.
 *
 * @param <S> what is kept for a group: serializable, since groups meet in other tasks. Methods may change it in place
 */
public interface RowAggregate<S extends Serializable> extends Serializable {
    /** The type of the answer for arguments of these types, null if they do not suit. */
    @Nullable
    DataType type(List<DataType> arguments);

    /** What is kept for a group without rows. */
    S create();

    /** With one row more. */
    S add(S state, List<@Nullable Object> arguments) throws Exception;

    /** The rows of both. */
    S merge(S state, S other) throws Exception;

    @Nullable
    Object result(S state) throws Exception;
}
