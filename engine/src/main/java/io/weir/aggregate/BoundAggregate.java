package io.weir.aggregate;

import io.weir.Nullable;
import io.weir.expression.Accumulator;
import io.weir.expression.AggregateFunction;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.io.Serializable;

/** A built-in aggregate with its types resolved. */
record BoundAggregate(DataType type, Schema partials, Maker maker) implements AggregateFunction {
    /** Makes an accumulator of no groups. */
    interface Maker extends Serializable {
        Accumulator make();

        /** As {@link AggregateFunction#over}. */
        default @Nullable Accumulator over(Accumulator gathered) {
            return null;
        }
    }

    @Override
    public Accumulator create() {
        return maker.make();
    }

    @Override
    public @Nullable Accumulator over(Accumulator gathered) {
        return maker.over(gathered);
    }

    /** One partial column. */
    static BoundAggregate of(DataType type, DataType partial, Maker maker) {
        return new BoundAggregate(type, Schema.of(new Schema.Field("value", partial)), maker);
    }

    /** Two partial columns. */
    static BoundAggregate of(DataType type, DataType first, DataType second, Maker maker) {
        return new BoundAggregate(
                type, Schema.of(new Schema.Field("first", first), new Schema.Field("second", second)), maker);
    }
}
