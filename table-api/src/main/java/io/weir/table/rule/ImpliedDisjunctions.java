package io.weir.table.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Finds what a disjunction over several joined tables says about each of them: {@code (a = 1 and b = 2) or (a = 3 and b = 4)} implies
 * {@code a in (1, 3)} and {@code b in (2, 4)}, which can be checked before the join. Conditions common to all branches come out of the
 * disjunction.
 */
public final class ImpliedDisjunctions {
    private ImpliedDisjunctions() {}

    /** @param implied whether more comes of it than common conditions, without which tables may be joined by none */
    public static RelNode rewrite(RelNode node, boolean implied) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(rewrite(input, implied)));
        var at = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        if (at instanceof Filter filter) {
            var condition = widened(filter.getCondition(), filter.getInput(), implied);
            return filter.copy(filter.getTraitSet(), filter.getInput(), condition);
        } else if (at instanceof Join join && join.getJoinType() == JoinRelType.INNER) {
            var condition = widened(join.getCondition(), join, implied);
            return join.copy(join.getTraitSet(), condition, join.getLeft(), join.getRight(), join.getJoinType(), false);
        }
        return at;
    }

    private static RexNode widened(RexNode condition, RelNode over, boolean implied) {
        if (!hasDisjunction(condition)) {
            return condition;
        }
        var builder = over.getCluster().getRexBuilder();
        var conditions = new ArrayList<RexNode>();
        var tables = new ArrayList<ImmutableBitSet>();
        collectTables(over, 0, tables);
        for (var part : RelOptUtil.conjunctions(RexUtil.pullFactors(builder, condition))) {
            conditions.add(part);
            if (implied && part.isA(SqlKind.OR) && tables.size() > 1) {
                tables.forEach(table -> implied(builder, part, table).ifPresent(conditions::add));
            }
        }
        return Expressions.and(builder, conditions);
    }

    private static boolean hasDisjunction(RexNode condition) {
        return RelOptUtil.conjunctions(condition).stream().anyMatch(part -> part.isA(SqlKind.OR));
    }

    /** The columns of each table of a tree of joins. */
    private static void collectTables(RelNode node, int first, List<ImmutableBitSet> tables) {
        if (node instanceof Join join && join.getJoinType() == JoinRelType.INNER) {
            collectTables(join.getLeft(), first, tables);
            collectTables(join.getRight(), first + join.getLeft().getRowType().getFieldCount(), tables);
        } else if (node instanceof Filter filter) {
            collectTables(filter.getInput(), first, tables);
        } else {
            tables.add(ImmutableBitSet.range(first, first + node.getRowType().getFieldCount()));
        }
    }

    /** What the disjunction says about some columns; empty if a branch says nothing, or if it is about those columns only. */
    private static Optional<RexNode> implied(RexBuilder builder, RexNode disjunction, ImmutableBitSet columns) {
        if (columns.contains(Expressions.columns(disjunction))) {
            return Optional.empty();
        }
        var branches = new ArrayList<RexNode>();
        for (var branch : RelOptUtil.disjunctions(disjunction)) {
            var said = RelOptUtil.conjunctions(branch).stream()
                    .filter(part -> columns.contains(Expressions.columns(part)) && RexUtil.isDeterministic(part))
                    .toList();
            if (said.isEmpty()) {
                return Optional.empty();
            }
            branches.add(Expressions.and(builder, said));
        }
        return Optional.of(RexUtil.composeDisjunction(builder, branches));
    }
}
