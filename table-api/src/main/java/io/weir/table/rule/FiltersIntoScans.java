package io.weir.table.rule;

import io.weir.table.node.ScanNode;
import java.util.ArrayList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/** Gives the conditions right above a scan to the scan, which can skip parts of files by them. */
public final class FiltersIntoScans {
    private FiltersIntoScans() {}

    public static RelNode rewrite(RelNode node) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(rewrite(input)));
        if (node instanceof Filter filter && inputs.get(0) instanceof ScanNode scan) {
            var taken = new ArrayList<RexNode>(scan.filters());
            var left = new ArrayList<RexNode>();
            for (var condition : RelOptUtil.conjunctions(filter.getCondition())) {
                var plain = RexUtil.isDeterministic(condition) && !RexUtil.containsCorrelation(condition);
                (plain && left.isEmpty() ? taken : left).add(condition);
            }
            return Expressions.filter(scan.withFilters(taken), left);
        }
        return inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    }
}
