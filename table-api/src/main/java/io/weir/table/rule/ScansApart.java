package io.weir.table.rule;

import io.weir.table.node.ScanNode;
import org.apache.calcite.rel.RelNode;

/**
 * Makes a node of its own for each place in which a table is read. Rules let equal nodes be one, but what is asked of a table in one
 * place, as only rows that have a partner in a join, is not asked of it in another.
 */
public final class ScansApart {
    private ScansApart() {}

    public static RelNode rewrite(RelNode node) {
        if (node instanceof ScanNode scan) {
            return scan.withFilters(scan.filters());
        }
        var inputs = node.getInputs().stream().map(ScansApart::rewrite).toList();
        return inputs.isEmpty() ? node : node.copy(node.getTraitSet(), inputs);
    }
}
