package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Emits every row once for each grouping set, with nulls in the columns that the set leaves out, and the set's id as one more
 * column, a BIGINT, at the end. Makes GROUPING SETS, CUBE and ROLLUP of one aggregation by keys and id.
 */
public final class Expand implements Operator {
    private final List<GroupingSet> sets;
    private final Totals totals;
    private @Nullable Batch pending;
    private int next;
    private boolean anyRow;

    public Expand(List<GroupingSet> sets, Totals totals) {
        this.sets = List.copyOf(sets);
        this.totals = totals;
    }

    /** The input columns that become null, and what the id column says: usually the bits that GROUPING() answers. */
    public record GroupingSet(List<Integer> nulled, long id) implements Serializable {
        public GroupingSet {
            nulled = List.copyOf(nulled);
        }
    }

    /**
     * The sets without keys, which have a group even if there are no rows. If there are any, one more column, a BOOLEAN behind the id,
     * is true for the rows of the input, and a task without input emits a row of nulls for each such set, for which it is false: an
     * aggregate counts the rows for which it is true.
     *
     * @param ids of the sets without keys
     * @param types of the input's columns
     */
    public record Totals(List<Long> ids, List<DataType> types) implements Serializable {
        public static final Totals NONE = new Totals(List.of(), List.of());

        public Totals {
            ids = List.copyOf(ids);
            types = List.copyOf(types);
        }

        public boolean any() {
            return !ids.isEmpty();
        }
    }

    /** A column that is a key of some sets and an aggregate's argument too must come twice in the input. */
    public record Plan(List<GroupingSet> sets, Totals totals) implements OperatorFactory {
        public Plan {
            sets = List.copyOf(sets);
        }

        @Override
        public Operator create(OperatorContext context) {
            return new Expand(sets, totals);
        }

        @Override
        public String name() {
            return "Expand to " + sets.size() + " grouping sets";
        }
    }

    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        anyRow |= batch.rows() > 0;
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

    @Override
    public void finish(int input, Output output) throws Exception {
        if (!anyRow) {
            for (var id : totals.ids()) {
                var columns = new ArrayList<>(Vectors.nulls(totals.types(), 1));
                columns.add(Vectors.constant(Scalar.BIGINT, id, 1));
                columns.add(Vectors.constant(Scalar.BOOLEAN, false, 1));
                output.emit(Batch.of(1, columns));
            }
        }
    }

    private Batch expanded(Batch batch, GroupingSet set) {
        var rows = batch.physicalRows();
        var columns = new Vector[batch.width() + (totals.any() ? 2 : 1)];
        for (var i = 0; i < batch.width(); i++) {
            columns[i] =
                    set.nulled().contains(i) ? Vectors.nulls(batch.column(i).type(), rows) : batch.column(i);
        }
        columns[batch.width()] = Vectors.constant(Scalar.BIGINT, set.id(), rows);
        if (totals.any()) {
            columns[batch.width() + 1] = Vectors.constant(Scalar.BOOLEAN, true, rows);
        }
        return batch.withColumns(columns);
    }
}
