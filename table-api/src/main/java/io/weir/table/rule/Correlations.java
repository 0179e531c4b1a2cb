package io.weir.table.rule;

import java.util.ArrayList;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;

/** How far subqueries reach for rows outside of them. */
public final class Correlations {
    private Correlations() {}

    /**
     * Makes lateral queries whose answer is always one row, a group of everything, outer ones: once they are joins, the group of no rows
     * is missing.
     */
    public static RelNode keepSingleGroups(RelNode node) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(keepSingleGroups(input)));
        var at = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        if (!(at instanceof Correlate correlate)
                || correlate.getJoinType() != JoinRelType.INNER
                || !isSingleGroup(correlate.getRight())) {
            return at;
        }
        var outer = correlate.copy(
                correlate.getTraitSet(),
                correlate.getLeft(),
                correlate.getRight(),
                correlate.getCorrelationId(),
                correlate.getRequiredColumns(),
                JoinRelType.LEFT);
        return Expressions.withoutNulls(outer, correlate.getRowType());
    }

    private static boolean isSingleGroup(RelNode node) {
        return node instanceof Project project
                ? isSingleGroup(project.getInput())
                : node instanceof Aggregate aggregate
                        && aggregate.getGroupCount() == 0
                        && aggregate.getGroupType() == Aggregate.Group.SIMPLE;
    }

    /** Whether a subquery reads a row that is not of the query right around it, but further out. */
    public static boolean reachFar(RelNode node) {
        if (node instanceof Correlate correlate) {
            var outside = Expressions.outside(correlate.getRight());
            outside.remove(correlate.getCorrelationId());
            if (!outside.isEmpty()) {
                return true;
            }
        }
        return node.getInputs().stream().anyMatch(Correlations::reachFar);
    }
}
