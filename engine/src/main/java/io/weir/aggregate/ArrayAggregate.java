package io.weir.aggregate;

import io.weir.type.DataType;
import io.weir.vector.Vector;
import java.util.List;

/** ARRAY_AGG and COLLECT: all values in the order in which they came. */
final class ArrayAggregate extends Collecting {
    private final DataType element;
    private final Nulls nulls;

    enum Nulls {
        KEPT,
        DROPPED
    }

    ArrayAggregate(DataType element, Nulls nulls) {
        super(List.of(element));
        this.element = element;
        this.nulls = nulls;
    }

    @Override
    boolean dropsNulls(int argument) {
        return nulls == Nulls.DROPPED;
    }

    @Override
    Vector results(CollectedRows.ByGroup collected, int from, int to) {
        return list(element, collected, 0, from, to);
    }
}
