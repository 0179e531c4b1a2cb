package io.weir.table.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Makes a group by constants, as in SELECT DISTINCT TRUE, a group of all rows that is there only if a row is. The library's
 * decorrelation drops constant keys, and what is left of such a group would be there without rows too.
 */
public final class ConstantGroups {
    private ConstantGroups() {}

    public static RelNode rewrite(RelNode node) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(rewrite(input)));
        var at = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        return at instanceof Aggregate aggregate
                        && aggregate.getGroupType() == Aggregate.Group.SIMPLE
                        && aggregate.getGroupCount() > 0
                        && aggregate.getInput() instanceof Project project
                        && aggregate.getGroupSet().asList().stream()
                                .allMatch(key -> project.getProjects().get(key) instanceof RexLiteral)
                        && Expressions.outside(aggregate).isEmpty()
                ? ofAllRows(aggregate, project)
                : at;
    }

    private static RelNode ofAllRows(Aggregate aggregate, Project project) {
        var builder = aggregate.getCluster().getRexBuilder();
        var calls = new ArrayList<AggregateCall>();
        for (var call : aggregate.getAggCallList()) {
            calls.add(call.adaptTo(project, call.getArgList(), call.filterArg, false, true));
        }
        calls.add(AggregateCall.create(
                SqlStdOperatorTable.COUNT,
                false,
                false,
                false,
                List.of(),
                List.of(),
                -1,
                null,
                RelCollations.EMPTY,
                builder.getTypeFactory().createSqlType(SqlTypeName.BIGINT),
                null));
        var all = LogicalAggregate.create(project, aggregate.getHints(), ImmutableBitSet.of(), null, calls);
        var fields = all.getRowType().getFieldList();
        var count =
                new RexInputRef(calls.size() - 1, fields.get(calls.size() - 1).getType());
        var zero = builder.makeZeroLiteral(count.getType());
        var some = LogicalFilter.create(all, builder.makeCall(SqlStdOperatorTable.GREATER_THAN, count, zero));
        var columns = new ArrayList<RexNode>();
        aggregate.getGroupSet().forEach(key -> columns.add(project.getProjects().get(key)));
        for (var i = 0; i < calls.size() - 1; i++) {
            var wanted =
                    aggregate.getRowType().getFieldList().get(columns.size()).getType();
            columns.add(
                    builder.ensureType(wanted, new RexInputRef(i, fields.get(i).getType()), true));
        }
        return LogicalProject.create(
                some, List.of(), columns, aggregate.getRowType().getFieldNames(), Set.of());
    }
}
