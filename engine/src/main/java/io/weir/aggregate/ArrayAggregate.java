package io.weir.aggregate;

import io.weir.type.DataType;
import io.weir.vector.Vector;
import java.util.List;

/** ARRAY_AGG: all values in the order in which they came, nulls among them. */
final class ArrayAggregate extends Collecting {
    private final DataType element;

    ArrayAggregate(DataType element) {
        super(List.of(element));
        this.element = element;
    }

    @Override
    boolean dropsNulls(int argument) {
        return false;
    }

    @Override
    Vector results(CollectedRows.ByGroup collected, int from, int to) {
        return list(element, collected, 0, from, to);
    }
}
