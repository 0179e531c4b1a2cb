package io.weir.table.rule;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Takes conditions with subqueries that read only the row outside out of an EXISTS or IN: {@code exists (... where a and p(outside))}
 * is {@code p(outside) is true and exists (... where a)}.
 */
final class FarConditions extends RexShuttle {
    private final Set<CorrelationId> bound;

    private FarConditions(Set<CorrelationId> bound) {
        this.bound = bound;
    }

    /** The expressions, over rows that the bound variables stand for. */
    static List<RexNode> takeOut(List<RexNode> expressions, Set<CorrelationId> bound) {
        return bound.isEmpty() ? expressions : new FarConditions(bound).apply(expressions);
    }

    /** What the rows of a filter must meet, one condition each. */
    static List<RexNode> takeOut(Filter filter) {
        var found = new ArrayList<RexNode>();
        var builder = filter.getCluster().getRexBuilder();
        for (var condition : takeOut(RelOptUtil.conjunctions(filter.getCondition()), filter.getVariablesSet())) {
            for (var part : RelOptUtil.conjunctions(condition)) {
                found.add(
                        part.isA(SqlKind.IS_TRUE)
                                ? ((org.apache.calcite.rex.RexCall) part)
                                        .getOperands()
                                        .get(0)
                                : part);
            }
        }
        return RelOptUtil.conjunctions(Expressions.and(builder, found));
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subquery) {
        if (subquery.getKind() != SqlKind.EXISTS && subquery.getKind() != SqlKind.IN) {
            return subquery;
        }
        var taken = new ArrayList<RexNode>();
        var rest = without(subquery.rel, taken);
        if (taken.isEmpty()) {
            return subquery;
        }
        var builder = subquery.rel.getCluster().getRexBuilder();
        var all = new ArrayList<RexNode>();
        for (var condition : taken) {
            var here = SubqueriesToJoins.inJoin(condition, 0, bound).accept(this);
            all.add(builder.makeCall(SqlStdOperatorTable.IS_TRUE, here));
        }
        all.add(subquery.clone(rest));
        return Expressions.and(builder, all);
    }

    private RelNode without(RelNode query, List<RexNode> taken) {
        if (query instanceof Project project) {
            var input = without(project.getInput(), taken);
            return input == project.getInput() ? project : project.copy(project.getTraitSet(), List.of(input));
        }
        return query instanceof Filter filter ? without(filter, taken) : query;
    }

    private RelNode without(Filter filter, List<RexNode> taken) {
        var kept = new ArrayList<RexNode>();
        for (var condition : RelOptUtil.conjunctions(filter.getCondition())) {
            (isFar(condition, filter) ? taken : kept).add(condition);
        }
        var input = without(filter.getInput(), taken);
        return kept.size() == RelOptUtil.conjunctions(filter.getCondition()).size() && input == filter.getInput()
                ? filter
                : LogicalFilter.create(
                        input,
                        Expressions.and(filter.getCluster().getRexBuilder(), kept),
                        ImmutableSet.copyOf(filter.getVariablesSet()));
    }

    private boolean isFar(RexNode condition, Filter filter) {
        return Expressions.holdsSubquery(condition)
                && Expressions.columns(condition).isEmpty()
                && !Expressions.reads(condition, filter.getVariablesSet())
                && Expressions.reads(condition, bound);
    }
}
