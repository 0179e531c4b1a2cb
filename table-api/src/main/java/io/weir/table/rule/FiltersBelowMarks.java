package io.weir.table.rule;

import io.weir.table.node.MarkJoin;
import io.weir.table.node.NullAwareAntiJoin;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/** Conditions on the rows that ask go below a mark join or a null-aware anti join, which answer for each of them by itself. */
public final class FiltersBelowMarks {
    private FiltersBelowMarks() {}

    /** The same node where nothing can go below. */
    public static RelNode rewrite(RelNode node) {
        var at = node instanceof Filter filter && asks(filter.getInput()) ? below(filter) : node;
        var inputs = at.getInputs().stream().map(FiltersBelowMarks::rewrite).toList();
        return inputs.equals(at.getInputs()) ? at : at.copy(at.getTraitSet(), inputs);
    }

    private static boolean asks(RelNode node) {
        return node instanceof MarkJoin || node instanceof NullAwareAntiJoin;
    }

    private static RelNode below(Filter filter) {
        var join = filter.getInput();
        var left = ImmutableBitSet.range(join.getInput(0).getRowType().getFieldCount());
        var above = new ArrayList<RexNode>();
        var below = new ArrayList<RexNode>();
        for (var condition : RelOptUtil.conjunctions(filter.getCondition())) {
            (left.contains(Expressions.columns(condition)) ? below : above).add(condition);
        }
        var asking = Expressions.filter(join.getInput(0), below);
        return below.isEmpty()
                ? filter
                : Expressions.filter(join.copy(join.getTraitSet(), List.of(asking, join.getInput(1))), above);
    }
}
