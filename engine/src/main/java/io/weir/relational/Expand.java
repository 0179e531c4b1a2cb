package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.type.DataType;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.io.Serializable;
import java.util.List;

/**
 * Emits every row once for each grouping set, with nulls in the columns that the set leaves out, and the set's id as one more
 * column, a BIGINT, at the end. Makes GROUPING SETS, CUBE and ROLLUP of one aggregation by keys and id.
 */
public final class Expand implements Operator {
    private final List<GroupingSet> sets;
    private @Nullable Batch pending;
    private int next;

    public Expand(List<GroupingSet> sets) {
        this.sets = List.copyOf(sets);
    }

    /** The input columns that become null, and what the id column says: usually the bits that GROUPING() answers. */
    public record GroupingSet(List<Integer> nulled, long id) implements Serializable {
        public GroupingSet {
            nulled = List.copyOf(nulled);
        }
    }

    /** A column that is a key of some sets and an aggregate's argument too must come twice in the input. */
    public record Plan(List<GroupingSet> sets) implements OperatorFactory {
        public Plan {
            sets = List.copyOf(sets);
        }

        @Override
        public Operator create(OperatorContext context) {
            return new Expand(sets);
        }

        @Override
        public String name() {
            return "Expand to " + sets.size() + " grouping sets";
        }
    }

    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        pending = batch;
        next = 0;
        resume(output);
    }

    @Override
    public Pending resume(Output output) throws Exception {
        if (pending == null) {
            return Pending.NONE;
        }
        while (next < sets.size()) {
            output.emit(expanded(pending, sets.get(next++)));
            if (output.isFull() && next < sets.size()) {
                return Pending.MORE;
            }
        }
        pending = null;
        return Pending.NONE;
    }

    private static Batch expanded(Batch batch, GroupingSet set) {
        var rows = batch.physicalRows();
        var columns = new Vector[batch.width() + 1];
        for (var i = 0; i < batch.width(); i++) {
            columns[i] =
                    set.nulled().contains(i) ? Vectors.nulls(batch.column(i).type(), rows) : batch.column(i);
        }
        columns[batch.width()] = Vectors.constant(DataType.Scalar.BIGINT, set.id(), rows);
        return batch.withColumns(columns);
    }
}
