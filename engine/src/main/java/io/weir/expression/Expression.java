package io.weir.expression;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.io.Serializable;
import java.util.List;

/**
 * A value per row of a batch. Immutable; shared between tasks and threads, so scratch memory is local to a call and what is worth
 * keeping is kept at the {@link io.weir.vector.Dictionary} it was worked out for.
 */
public interface Expression extends Serializable {
    DataType type();

    /**
     * The value for each row. The answer has {@code batch.physicalRows()} rows, is indexed by physical row and means nothing outside
     * {@code rows}; an error may come only from a row in {@code rows}. A kernel that cannot fail may work on all physical rows.
     *
     * @param rows ascending physical rows, a part of those alive
     */
    Vector evaluate(Batch batch, Selection rows);

    /** The rows for which this BOOLEAN is true: false and null drop out. */
    default Selection select(Batch batch, Selection rows) {
        return rows.isEmpty() ? rows : Truths.select(evaluate(batch, rows), rows);
    }

    /** What this is made of, for whoever walks a tree. */
    default List<Expression> children() {
        return List.of();
    }
}
