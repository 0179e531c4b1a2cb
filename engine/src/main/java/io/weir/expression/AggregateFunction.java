package io.weir.expression;

import io.weir.type.DataType;
import io.weir.type.Schema;
import java.io.Serializable;

/** An aggregate with its types resolved: what it answers, what its mergeable half looks like, and how to make accumulators. Immutable. */
public interface AggregateFunction extends Serializable {
    DataType type();

    /** The columns of a partial result. */
    Schema partials();

    Accumulator create();
}
