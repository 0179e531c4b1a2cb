package io.weir.expression;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.io.Serializable;

/** An aggregate with its types resolved: what it answers, what its mergeable half looks like, and how to make accumulators. Immutable. */
public interface AggregateFunction extends Serializable {
    DataType type();

    /** The columns of a partial result. */
    Schema partials();

    Accumulator create();

    /**
     * An accumulator that answers from what another one gathers, of the same arguments in the same rows, and is given nothing itself;
     * null if this function gathers something else.
     */
    default @Nullable Accumulator over(Accumulator gathered) {
        return null;
    }
}
