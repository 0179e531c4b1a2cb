package io.weir.table.rule;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;

/** How far subqueries reach for rows outside of them. */
public final class Correlations {
    private Correlations() {}

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
