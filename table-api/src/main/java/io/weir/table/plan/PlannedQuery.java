package io.weir.table.plan;

import io.weir.type.Schema;
import org.apache.calcite.rel.RelNode;

/**
 * An optimised query.
 *
 * @param root answers the columns of {@code schema} in order; its own field names may differ
 * @param schema the names that the query's text gives, which may repeat
 */
public record PlannedQuery(RelNode root, Schema schema) {
    /** The tree as text, one node a line, with the rows that each is thought to answer. */
    public String explain() {
        return PlanText.of(root);
    }
}
