package io.weir.aggregate;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Accumulator;
import io.weir.expression.AggregateFunction;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.LongVector;
import io.weir.vector.Numbers;
import io.weir.vector.Vector;
import java.util.Arrays;

/** The value of the only row of a group; null for a group without rows, an error for one of several. */
public final class SingleValue {
    private SingleValue() {}

    public static AggregateFunction of(DataType type) {
        return BoundAggregate.of(type, type, DataType.Scalar.BIGINT, () -> new State(type));
    }

    private static final class State implements Accumulator {
        private final KeptValues values;
        private long[] counts = new long[0];

        State(DataType type) {
            values = KeptValues.of(type);
        }

        @Override
        public void grow(int count) {
            values.grow(count);
            if (count > counts.length) {
                counts = Arrays.copyOf(counts, count);
            }
        }

        @Override
        public void update(int[] groups, Batch arguments) {
            Deletes.refuse(arguments, "single_value");
            var ones = new long[arguments.rows()];
            Arrays.fill(ones, 1);
            add(groups, arguments, ones);
        }

        @Override
        public void merge(int[] groups, Batch partials) {
            var more = new long[partials.rows()];
            Numbers.longs(partials.column(1), partials.selection(), more);
            add(groups, partials, more);
        }

        private void add(int[] groups, Batch batch, long[] more) {
            values.load(batch.column(0), batch.selection());
            for (var i = 0; i < more.length; i++) {
                if (more[i] == 0) {
                    continue;
                }
                counts[groups[i]] += more[i];
                if (counts[groups[i]] > 1) {
                    throw new EngineException(
                            ErrorCode.SUBQUERY_MORE_THAN_ONE_ROW,
                            "a subquery that stands for a value has several rows");
                }
                values.put(groups[i], i);
            }
        }

        @Override
        public Batch partials(int from, int to) {
            var copied = Arrays.copyOfRange(counts, from, to);
            return Batch.of(
                    values.vector(from, to), new LongVector(DataType.Scalar.BIGINT, copied, null, copied.length));
        }

        @Override
        public Vector results(int from, int to) {
            return values.vector(from, to);
        }

        @Override
        public long bytes() {
            return values.bytes() + 8L * counts.length;
        }
    }
}
