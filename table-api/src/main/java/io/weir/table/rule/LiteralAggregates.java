package io.weir.table.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/** Replaces aggregates that answer the same for every group, which the removal of subqueries makes, by constants above. */
public final class LiteralAggregates {
    private LiteralAggregates() {}

    public static RelNode rewrite(RelNode node) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(rewrite(input)));
        var at = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        return at instanceof Aggregate aggregate
                        && aggregate.getGroupCount() > 0
                        && aggregate.getAggCallList().stream().anyMatch(LiteralAggregates::isLiteral)
                ? withoutLiterals(aggregate)
                : at;
    }

    private static boolean isLiteral(AggregateCall call) {
        return call.getAggregation().getKind() == SqlKind.LITERAL_AGG;
    }

    private static RelNode withoutLiterals(Aggregate aggregate) {
        var calls = aggregate.getAggCallList().stream()
                .filter(call -> !isLiteral(call))
                .toList();
        var bare = aggregate.copy(
                aggregate.getTraitSet(),
                aggregate.getInput(),
                aggregate.getGroupSet(),
                aggregate.getGroupSets(),
                calls);
        var fields = bare.getRowType().getFieldList();
        var columns = new ArrayList<RexNode>();
        var next = 0;
        for (; next < aggregate.getGroupCount(); next++) {
            columns.add(new RexInputRef(next, fields.get(next).getType()));
        }
        for (var call : aggregate.getAggCallList()) {
            columns.add(
                    isLiteral(call)
                            ? call.rexList.get(0)
                            : new RexInputRef(next, fields.get(next++).getType()));
        }
        return LogicalProject.create(
                bare, List.of(), columns, aggregate.getRowType().getFieldNames(), Set.of());
    }
}
